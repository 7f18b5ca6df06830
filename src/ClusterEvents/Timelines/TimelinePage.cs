using System.Buffers;
using System.Text.Json;
using ClusterEvents.Recording;

namespace ClusterEvents.Timelines;

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
        using var json = new Utf8JsonWriter(output, JsonWriting.Options);
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

/// <summary>An entry in the reader's language.</summary>
/// <param name="Key">Its place on the timeline.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">One sentence more; may be empty.</param>
/// <param name="Body">The JSON object of everything that depends on no language.</param>
/// <param name="Corrections">The JSON array of its corrections; null where they are not asked for.</param>
public sealed record ShownEntry(SortKey Key, string Title, string Summary, string Body, string? Corrections)
{
    public static ShownEntry Of(TimelineEntry entry, Language language, bool corrections) => new(
        entry.Key, entry.In(language).Title, entry.In(language).Summary, entry.Body,
        corrections ? entry.Corrections : null);

    /// <summary>Writes title and summary into the object that the body is, in front of its fields.</summary>
    public void Write(Utf8JsonWriter json)
    {
        var head = JsonSerializer.Serialize(new { Title, Summary }, RecordJson.Options);
        var tail = Corrections is null ? "" : $",\"corrections\":{Corrections}";
        json.WriteRawValue($"{head[..^1]},{Body[1..^1]}{tail}}}", skipInputValidation: true);
    }
}
