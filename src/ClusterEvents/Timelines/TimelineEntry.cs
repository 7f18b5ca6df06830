using System.Text.Json;
using ClusterEvents.Recording;
using JasperFx.Events;

namespace ClusterEvents.Timelines;

/// <summary>
/// What a timeline says of one event: a pure function of the event, so that a replay says the same to the byte.
/// </summary>
public sealed record TimelineEntry(
    SortKey Key, long Position, string Kind, IReadOnlyList<StreamKey> Timelines, Wording Vietnamese, Wording English, string Body)
{
    /// <summary>The entry of an event; null for what is no activity, such as the mark of a failed append.</summary>
    public static TimelineEntry? Of(IEvent @event, Catalogue catalogue)
    {
        if (@event.Data is not Activity activity) return null;
        var type = catalogue.TypeOf(activity);
        var key = new SortKey(activity.OccurredOn ?? DateOnly.MinValue, (short)(activity.DayPart ?? 0),
            activity.SequenceHint ?? 0, @event.Timestamp.ToUniversalTime(), @event.Id);
        return new(key, @event.Sequence, type.Name, [.. TimelineKey.Showing(type, activity)],
            type.Word(activity, Language.Vietnamese), type.Word(activity, Language.English),
            JsonSerializer.Serialize(BodyOf(@event, type, activity), RecordJson.Options));
    }

    public Wording In(Language language) => language == Language.Vietnamese ? Vietnamese : English;

    private static EntryBody BodyOf(IEvent @event, ActivityType type, Activity activity) => new(
        @event.Id, type.Name, @event.StreamKey!, activity.OccurredOn, activity.DayPart, activity.Precision,
        activity.Assertion, activity.Scope, activity.CityIds ?? [], activity.CampaignIds ?? [],
        @event.Timestamp.UtcDateTime, @event.UserName, Corrected: false, Retracted: false, activity.Sources ?? [], activity);

    /// <summary>The entry as readers get it, but for title and summary, which depend on their language.</summary>
    private sealed record EntryBody(
        Guid ActivityId, string Kind, string Stream,
        [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)]
        DateOnly? OccurredOn,
        [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)]
        DayPart? DayPart,
        Precision Precision, Assertion Assertion, Scope Scope, IReadOnlyList<CityId> CityIds,
        IReadOnlyList<string> CampaignIds, DateTime RecordedAt, string? RecordedBy, bool Corrected, bool Retracted,
        IReadOnlyList<Source> Sources, object Data);
}
