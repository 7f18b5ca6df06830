using ClusterEvents.TransparencyLog;
using ClusterEvents.Verifier.Log;

namespace ClusterEvents.Verifier.Witness;

/// <summary>
/// A log that a witness watches. It cosigns a checkpoint only if that extends the last one it cosigned, handles one
/// request at a time, and flushes the new checkpoint to disk before it answers, so that it never cosigns two
/// histories.
/// </summary>
/// <param name="keys">The keys of the log, all with one name. Include the key before a rotation: the stored checkpoint
/// may be signed with it only.</param>
/// <param name="file">The file that stores the last cosigned checkpoint.</param>
/// <param name="signer">The witness's own key.</param>
/// <param name="time">The clock for cosignatures.</param>
internal sealed class WatchedLog(
    IReadOnlyList<NoteVerifier> keys, string file, NoteSigner signer, TimeProvider time)
{
    private readonly CheckpointFile _remembered = new(file);
    private readonly Lock _lock = new();

    public string Origin => keys[0].Name;

    public WitnessAnswer Add(CheckpointRequest request)
    {
        var (newest, fault) = Signed.Read(request.Note, keys);
        if (newest is null) return WitnessAnswer.NotSigned(fault);
        if (request.Old > newest.Size) return WitnessAnswer.Malformed("The old size is greater than the new one.");
        lock (_lock)
        {
            var known = Known();
            if (request.Old != known.Size || newest.Size < known.Size) return WitnessAnswer.Knows(known.Size);
            // The same size with another root is a fork, proven by the log's own signatures.
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
                $"{file} has no valid checkpoint of {Origin}. This witness needs it: restore it from a backup.");
    }
}
