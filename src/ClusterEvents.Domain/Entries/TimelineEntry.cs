using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Entries;

/// <summary>
/// The timeline entry of one activity from a position on: a pure function of its event and of the corrections up to
/// then, so that a replay produces the same bytes.
/// </summary>
/// <param name="Key">Its sort key.</param>
/// <param name="KnownFrom">The position of the event that made or last changed it.</param>
/// <param name="LearnedAt">When that event was recorded.</param>
/// <param name="Kind">The type of event.</param>
/// <param name="Retracted">Whether it is retracted.</param>
/// <param name="Timelines">The timelines that show it.</param>
/// <param name="Vietnamese">Title and summary in Vietnamese, with <see cref="NameReference"/>s.</param>
/// <param name="English">Title and summary in English, with <see cref="NameReference"/>s.</param>
/// <param name="Body">The entry as a JSON object, without title and summary.</param>
/// <param name="Corrections">The corrections so far, as a JSON array.</param>
/// <param name="Texts">The searchable texts.</param>
/// <param name="Cities">The cities that it concerns, including guests.</param>
/// <param name="TimelineTitle">The title of the timeline that it creates; null if it creates none.</param>
public sealed record TimelineEntry(
    SortKey Key, long KnownFrom, DateTimeOffset LearnedAt, string Kind, bool Retracted,
    IReadOnlyList<StreamKey> Timelines, DisplayText Vietnamese, DisplayText English, string Body, string Corrections,
    IReadOnlyList<string> Texts, IReadOnlyList<CityId> Cities, string? TimelineTitle)
{
    /// <summary>The entry of an event after some corrections.</summary>
    public static TimelineEntry Of(
        StoredActivity recorded, EntryState entry, IReadOnlyList<StoredActivity> corrections, EventCatalogue catalogue)
    {
        var activity = entry.Activity;
        var type = catalogue.TypeOf(activity);
        var key = new SortKey(activity.OccurredOn ?? DateOnly.MinValue, (short)(activity.DayPart ?? 0),
            activity.SequenceHint ?? 0, recorded.RecordedAt, recorded.Id);
        var newest = corrections.Count > 0 ? corrections[^1] : recorded;
        StreamKey[] timelines = [.. TimelineKey.Showing(type, activity)];
        if (TimelineKey.OfCluster(type, activity) is { } cluster) timelines = [.. timelines, cluster];
        var day = key.OccurredOn;
        var (vietnamese, english) =
            (Bound(type.Describe(activity, Language.Vietnamese), recorded),
                Bound(type.Describe(activity, Language.English), recorded));
        return new(key, newest.Position, newest.RecordedAt, type.Name, entry.Retracted,
            timelines, vietnamese, english,
            Json(BodyOf(recorded, type, entry)), corrections is [] ? "[]" : Json(corrections.Select(MarkOf)),
            SearchTexts.Of(activity, vietnamese, english),
            [.. (activity.CityIds ?? []).Concat(activity.GuestCityIds ?? [])], type.TimelineTitle?.Invoke(activity))
        {
            Days = activity.Days() ?? (day, day),
        };
    }

    /// <summary>The first and the last day on which it may have occurred, or which it took.</summary>
    public (DateOnly First, DateOnly Last) Days { get; init; } = (Key.OccurredOn, Key.OccurredOn);

    public DisplayText In(Language language) => language == Language.Vietnamese ? Vietnamese : English;

    private static DisplayText Bound(DisplayText text, StoredActivity recorded) => new(
        NameReference.Bound(text.Title, recorded.Stream), NameReference.Bound(text.Summary, recorded.Stream));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, RecordJson.Options);

    private static EntryBody BodyOf(StoredActivity recorded, ActivityType type, EntryState entry)
    {
        var activity = entry.Activity;
        return new(recorded.Id, type.Name, recorded.Stream.ToString(), activity.OccurredOn, activity.DayPart,
            activity.Precision, activity.Assertion, activity.Scope, activity.CityIds ?? [], activity.CampaignIds ?? [],
            recorded.RecordedAt.UtcDateTime, recorded.RecordedBy, entry.Corrected, entry.Disputed, entry.Retracted,
            activity.Sources ?? [], activity);
    }

    private static CorrectionMark MarkOf(StoredActivity @event) => new(@event.Id, @event.Activity.GetType().Name,
        @event.RecordedAt.UtcDateTime, @event.RecordedBy, ((ICorrection)@event.Activity).Reason, @event.Activity);

    /// <summary>The entry in responses, without title and summary, which depend on the language.</summary>
    private sealed record EntryBody(
        Guid ActivityId, string Kind, string Stream,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? OccurredOn,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DayPart? DayPart,
        Precision Precision, Assertion Assertion, Scope Scope, IReadOnlyList<CityId> CityIds,
        IReadOnlyList<string> CampaignIds, DateTime RecordedAt, string? RecordedBy, bool Corrected, bool Disputed,
        bool Retracted, IReadOnlyList<Source> Sources, object Data);

    /// <summary>A correction in responses: who, when, why, and the changed fields.</summary>
    private sealed record CorrectionMark(
        Guid ActivityId, string Kind, DateTime RecordedAt, string? RecordedBy, string Reason, object Data);
}
