using System.Text.Json;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Timelines.Pages;

/// <summary>A timeline entry in one language.</summary>
/// <param name="Key">Its sort key.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">One more sentence; may be empty.</param>
/// <param name="Body">The entry as a JSON object, without title and summary.</param>
/// <param name="Corrections">Its corrections as a JSON array; null if not requested.</param>
public sealed record ShownEntry(SortKey Key, string Title, string Summary, string Body, string? Corrections)
{
    public static ShownEntry Of(TimelineEntry entry, Language language, bool corrections) => new(
        entry.Key, entry.In(language).Title, entry.In(language).Summary, entry.Body,
        corrections ? entry.Corrections : null);

    /// <summary>Writes a JSON object: title and summary, then the fields of the body as they are stored.</summary>
    /// <param name="json">A writer with <see cref="JsonWriting.Copying"/>.</param>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("title", Title);
        json.WriteString("summary", Summary);
        json.WriteFieldsOf(Body);
        if (Corrections is not null)
        {
            json.WritePropertyName("corrections");
            json.WriteRawValue(Corrections, skipInputValidation: true);
        }

        json.WriteEndObject();
    }
}
