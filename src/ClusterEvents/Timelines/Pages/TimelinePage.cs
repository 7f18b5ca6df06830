using System.Buffers;
using System.Text.Json;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Timelines.Pages;

/// <summary>A part of a timeline as it is shown.</summary>
/// <param name="Timeline">The timeline's key.</param>
/// <param name="Title">Its title.</param>
/// <param name="Position">Everything recorded up to here is taken into account.</param>
/// <param name="Entries">The entries, in the order asked for.</param>
/// <param name="Next">The cursor of the page that follows; null on the last one.</param>
public sealed record TimelinePage(
    StreamKey Timeline, string Title, long Position, IReadOnlyList<ShownEntry> Entries, string? Next)
{
    /// <summary>Writes the page as JSON. What comes from the store is copied and not parsed.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonWriting.Copying);
        json.WriteStartObject();
        json.WriteString("timeline", Timeline.ToString());
        json.WriteString("title", Title);
        json.WriteNumber("position", Position);
        json.WriteStartArray("entries");
        foreach (var entry in Entries) entry.Write(json);
        json.WriteEndArray();
        json.WriteString("next", Next);
        json.WriteEndObject();
    }
}
