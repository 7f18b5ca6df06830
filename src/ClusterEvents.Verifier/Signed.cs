using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier;

/// <summary>Reads checkpoints and verifies that a known key of the log signed them.</summary>
internal static class Signed
{
    /// <summary>The checkpoint; null, with the reason, if its signature cannot be verified.</summary>
    public static (Checkpoint? Checkpoint, string Fault) Read(string note, IReadOnlyCollection<NoteVerifier> keys)
    {
        if (!SignedNote.TryParse(note, out var parsed) || !Checkpoint.TryParse(parsed.Text, out var checkpoint))
            return (null, "It is not a signed checkpoint.");
        try
        {
            return parsed.SignedBy(keys).Any(key => key.Name == checkpoint.Origin) ? (checkpoint, "")
                : (null, $"No known key of {checkpoint.Origin} signed it.");
        }
        catch (InvalidDataException exception)
        {
            return (null, exception.Message);
        }
    }
}
