using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>A timeline entry with the fields that feeds use, read from stored JSON.</summary>
internal sealed record FeedEntry(
    Guid ActivityId, string Kind, DateOnly? OccurredOn, DayPart? DayPart, Precision Precision,
    DateTimeOffset RecordedAt, string? RecordedBy, bool Retracted, IReadOnlyList<Source> Sources, JsonElement Data)
{
    [JsonIgnore]
    public string Title { get; init; } = "";

    [JsonIgnore]
    public string Summary { get; init; } = "";

    /// <summary>The number of corrections, retractions and reinstatements.</summary>
    [JsonIgnore]
    public int Revision { get; init; }

    /// <summary>When the entry last changed.</summary>
    [JsonIgnore]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The place, if the event type has one.</summary>
    public string? Place => Text("venue") ?? Text("place");

    /// <summary>The planned day, if the entry is a plan; it occurred on the day of planning.</summary>
    public DateOnly? PlannedOn =>
        DateOnly.TryParseExact(Text("plannedOn"), "yyyy-MM-dd", out var day) ? day : null;

    public static FeedEntry Of(ShownEntry shown)
    {
        var entry = JsonSerializer.Deserialize<FeedEntry>(shown.Body, RecordJson.Options)!;
        var corrections = JsonSerializer.Deserialize<Correction[]>(shown.Corrections ?? "[]", RecordJson.Options)!;
        return entry with
        {
            Title = shown.Title,
            Summary = shown.Summary,
            Revision = corrections.Length,
            UpdatedAt = corrections.Length > 0 ? corrections[^1].RecordedAt : entry.RecordedAt,
        };
    }

    /// <summary>The date of occurrence with its precision, for display.</summary>
    public string When(Language language)
    {
        if (OccurredOn is not { } day || Precision == Precision.Unknown)
            return language.In("Không rõ ngày", "Date unknown");
        var date = Precision switch
        {
            Precision.Year => $"{day:yyyy}",
            Precision.Month => language.In($"{day:MM'/'yyyy}", $"{day:yyyy'-'MM}"),
            Precision.OnOrBefore => $"{language.In("Muộn nhất", "On or before")} {language.In(day)}",
            _ => language.In(day),
        };
        var part = DayPart switch
        {
            Domain.Model.DayPart.Morning => language.In("buổi sáng", "morning"),
            Domain.Model.DayPart.Afternoon => language.In("buổi chiều", "afternoon"),
            Domain.Model.DayPart.Evening => language.In("buổi tối", "evening"),
            _ => null,
        };
        var time = Text("localTime") is { Length: >= 5 } local ? local[..5] : null;
        return string.Join(", ", new[] { date, part, time }.Where(known => known is not null));
    }

    private string? Text(string field) =>
        Data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record Correction(DateTimeOffset RecordedAt);
}
