using System.Text.Json;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// The leaf of one event: its CloudEvent in canonical JSON (RFC 8785), with commitments in place of personal fields.
/// </summary>
/// <param name="Position">The event's position.</param>
/// <param name="Entry">The canonical bytes.</param>
/// <param name="Hash">The leaf hash of the bytes (RFC 6962).</param>
public sealed record Leaf(long Position, byte[] Entry, TreeHash Hash)
{
    /// <param name="recorded">The event.</param>
    /// <param name="data">Its parsed data.</param>
    public static Leaf Of(StoredCloudEvent recorded, JsonElement data)
    {
        using var headers = JsonDocument.Parse(recorded.Headers);
        var entry = EntryOf(recorded, headers.RootElement, data);
        return new(recorded.Position, entry, TreeHash.OfLeaf(entry));
    }

    /// <summary>The canonical bytes of an event whose headers have been parsed already.</summary>
    /// <param name="recorded">The event.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="targetType">For a correction the CloudEvents type of its target, if that is known.</param>
    public static byte[] EntryOf(StoredCloudEvent recorded, JsonElement headers, string? targetType = null)
    {
        using var data = JsonDocument.Parse(recorded.Data);
        return EntryOf(recorded, headers, data.RootElement, targetType);
    }

    private static byte[] EntryOf(
        StoredCloudEvent recorded, JsonElement headers, JsonElement data, string? targetType = null) =>
        ActivityLeaf.Of(recorded.ToCanonical(headers, data), Openings.Of(headers), targetType);
}
