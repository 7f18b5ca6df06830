using System.Buffers;
using System.Text.Json;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Timelines.Pages;

/// <summary>A page of what a search found on all timelines.</summary>
/// <param name="Position">The position up to which events are included.</param>
/// <param name="Entries">The entries: exact matches first, then the others, each group in the requested order.</param>
/// <param name="Next">The cursor of the next page; null on the last one.</param>
public sealed record FoundPage(long Position, IReadOnlyList<ShownEntry> Entries, string? Next)
{
    /// <summary>Writes the page as JSON. Stored JSON is copied without parsing.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonWriting.Copying);
        json.WriteStartObject();
        json.WriteNumber("position", Position);
        json.WriteStartArray("entries");
        foreach (var entry in Entries) entry.Write(json);
        json.WriteEndArray();
        json.WriteString("next", Next);
        json.WriteEndObject();
    }
}
