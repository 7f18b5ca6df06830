using ClusterEvents.TransparencyLog;
using ClusterEvents.Verifier.Log;

namespace ClusterEvents.Verifier.Witness;

/// <summary>
/// A log that a witness watches. It cosigns a checkpoint only where that continues the last one that it cosigned, one
/// request at a time, and has that on the disk before it answers: whatever happens it never stands behind two
/// histories.
/// </summary>
internal sealed class WatchedLog(NoteVerifier key, string file, NoteSigner signer, TimeProvider time)
{
    private readonly RememberedCheckpoint _remembered = new(file);
    private readonly Lock _lock = new();

    public string Origin => key.Name;

    public WitnessAnswer Add(CheckpointRequest request)
    {
        var (newest, fault) = Signed.Read(request.Note, [key]);
        if (newest is null) return WitnessAnswer.NotSigned(fault);
        if (request.Old > newest.Size) return WitnessAnswer.Malformed("The old size is above the new one.");
        lock (_lock)
        {
            var known = Known();
            if (request.Old != known.Size || newest.Size < known.Size) return WitnessAnswer.Knows(known.Size);
            // The same size with another root is a fork; the log's own signatures prove it.
            if (newest.Size == known.Size && newest.Root != known.Root) return WitnessAnswer.Knows(known.Size);
            if (!Proofs.VerifyConsistency(known.Size, known.Root, newest.Size, newest.Root, request.Proof))
                return WitnessAnswer.BadProof;
            if (newest.Size > known.Size) _remembered.Keep(request.Note);
            return WitnessAnswer.Cosigned(signer.Cosign(newest.Text, time.GetUtcNow()));
        }
    }

    private Checkpoint Known()
    {
        if (_remembered.Note is not { } note) return new(key.Name, 0, TreeHash.Empty);
        return Signed.Read(note, [key]) is ({ } checkpoint, _) ? checkpoint
            : throw new InvalidDataException(
                $"{file} holds no checkpoint of {key.Name}. It is the memory of this witness: restore it.");
    }
}
