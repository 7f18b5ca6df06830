using System.Text;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>An entry of the log.</summary>
/// <param name="Index">Its leaf, from 0.</param>
/// <param name="Bytes">The event in canonical JSON, with commitments in place of personal values.</param>
/// <param name="Openings">What the folder has beside its event.</param>
internal sealed record LoggedEntry(long Index, ReadOnlyMemory<byte> Bytes, Openings Openings)
{
    public TreeHash Leaf { get; } = TreeHash.OfLeaf(Bytes.Span);

    /// <summary>The event, without its personal values; null if it cannot be read.</summary>
    public RecordedEvent? Event { get; } = RecordedEvent.TryRead(Encoding.UTF8.GetString(Bytes.Span));

    public long? Position => PositionOf(Event);

    /// <summary>The position of an event; null if it has none.</summary>
    public static long? PositionOf(RecordedEvent? recorded)
    {
        try
        {
            return recorded?.Position;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
