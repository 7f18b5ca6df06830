using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.EventStore.Reading;

/// <summary>Selects recorded events for a replay; without conditions, all of them.</summary>
public sealed record ReplayFilter
{
    private static readonly string[] Parameters =
        ["city", "campaign", "type", "subject", "recordedFrom", "recordedTo", "after"];

    /// <summary>Only events that concern this city, as member or guest.</summary>
    public string? City { get; init; }

    public string? Campaign { get; init; }

    /// <summary>Only events with these stored names, which are indexed.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only events of this stream.</summary>
    public string? Subject { get; init; }

    /// <summary>The first and the last instant of recording, both inclusive.</summary>
    public DateTimeOffset? RecordedFrom { get; init; }

    public DateTimeOffset? RecordedTo { get; init; }

    /// <summary>The first and the last day of occurrence, both inclusive.</summary>
    public DateOnly? OccurredFrom { get; init; }

    public DateOnly? OccurredTo { get; init; }

    /// <summary>Only events after this position.</summary>
    public long After { get; init; }

    public static ReplayFilter Read(IQueryCollection query, EventCatalogue catalogue, ValidationErrors errors)
    {
        query.RefuseOthers(errors, Parameters);
        var types = new List<string>();
        foreach (var type in query["type"].OfType<string>())
            if (catalogue.TryGetCloudEventType(type, out var shape)) types.Add(shape.StoredName);
            else
                errors.Add("type", $"`{type}` is no event of the catalogue, such as clusterevents.meeting-held.v1");
        return new()
        {
            City = Key(query, "city", Slug.IsOne, CityId.Expected, errors),
            Campaign = Key(query, "campaign", Slug.IsOne, "a campaign's key such as `vi-an-ninh-to-quoc-2022`", errors),
            Subject = Key(query, "subject", text => StreamKey.TryParse(text, out _), StreamKey.Expected, errors),
            Types = types,
            RecordedFrom = Instant(query, "recordedFrom", errors),
            RecordedTo = Instant(query, "recordedTo", errors),
            After = query.Number("after", 0, long.MaxValue, "must be a position", errors) ?? 0,
        };
    }

    private static string? Key(
        IQueryCollection query, string name, Func<string, bool> isKey, string expected, ValidationErrors errors) =>
        query.Value(name, text => isKey(text) ? text : null, $"must be {expected}", errors);

    private static DateTimeOffset? Instant(IQueryCollection query, string name, ValidationErrors errors) =>
        query.Value(name, Scalars.Instant, "must be an instant with its offset, as 2022-07-29T09:49:00Z", errors)
            ?.ToUniversalTime();
}
