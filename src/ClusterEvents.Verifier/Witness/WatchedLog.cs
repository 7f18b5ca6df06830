using ClusterEvents.TransparencyLog;
using ClusterEvents.Verifier.Log;

namespace ClusterEvents.Verifier.Witness;

/// <summary>
/// A log that a witness watches. It cosigns a checkpoint only where that continues the last one that it cosigned, one
/// request at a time, and has that on the disk before it answers: whatever happens it never stands behind two
/// histories.
/// </summary>
/// <param name="keys">
/// The keys of the log, all of one name. The one before a rotation stays among them: what is remembered may be signed
/// with it alone.
/// </param>
/// <param name="file">Where the last checkpoint that it cosigned is remembered.</param>
/// <param name="signer">The witness's own key.</param>
/// <param name="time">Tells when it cosigns.</param>
internal sealed class WatchedLog(
    IReadOnlyList<NoteVerifier> keys, string file, NoteSigner signer, TimeProvider time)
{
    private readonly RememberedCheckpoint _remembered = new(file);
    private readonly Lock _lock = new();

    public string Origin => keys[0].Name;

    public WitnessAnswer Add(CheckpointRequest request)
    {
        var (newest, fault) = Signed.Read(request.Note, keys);
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
        if (_remembered.Note is not { } note) return new(Origin, 0, TreeHash.Empty);
        return Signed.Read(note, keys) is ({ } checkpoint, _) ? checkpoint
            : throw new InvalidDataException(
                $"{file} holds no checkpoint of {Origin}. It is the memory of this witness: restore it.");
    }
}
