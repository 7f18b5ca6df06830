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

    /// <summary>
    /// The entry as a timeline shows it: on that of a guest it says so, and who recorded it, because others speak
    /// there.
    /// </summary>
    public ShownEntry On(StreamKey timeline, Language language)
    {
        if (timeline.Kind != StreamKinds.City || !Body.Contains(Guests, StringComparison.Ordinal)) return this;
        var body = JsonElement.Parse(Body);
        if (!body.GetProperty("data").TryGetProperty(GuestField, out var guests)
            || guests.EnumerateArray().All(guest => guest.GetString() != timeline.Id)
            || body.GetProperty("cityIds").EnumerateArray().Any(city => city.GetString() == timeline.Id)) return this;
        var by = body.TryGetProperty("recordedBy", out var name) ? name.GetString() : null;
        return this with
        {
            Summary = DisplayFormat.Line(language.In("Với tư cách khách mời", "As guest")
                + (by is null ? "" : language.In($", do {by} ghi nhận", $", recorded by {by}")), Summary),
        };
    }

    private const string GuestField = "guestCityIds";
    private const string Guests = $"\"{GuestField}\":";

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
