using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Queries;

namespace ClusterEvents.Exchange;

/// <summary>The query for a replay; without parameters, all events.</summary>
public sealed record ReplayQuery : ICheckedQuery
{
    /// <summary>Only events that concern this city, as member or guest.</summary>
    public CityId? City { get; init; }

    /// <summary>Only events of this edition.</summary>
    public string? Campaign { get; init; }

    /// <summary>Only these types, in every version.</summary>
    [OneOf<CloudEventTypes>(Name = "CloudEventType")]
    [Parameter(Code = "unknown-event-type", Like = "clusterevents.meeting-held.v2")]
    public IReadOnlyList<string> Type { get; init; } = [];

    /// <summary>Only this stream, such as <c>meeting/0198…</c>.</summary>
    public StreamKey? Subject { get; init; }

    /// <summary>Only what was recorded under this name.</summary>
    [Parameter(Example = "can-tho-office")]
    public string? RecordedBy { get; init; }

    /// <summary>Recorded at or after.</summary>
    public DateTimeOffset? RecordedFrom { get; init; }

    /// <summary>Recorded at or before.</summary>
    public DateTimeOffset? RecordedTo { get; init; }

    /// <summary>Resumes after this position: the <c>sequence</c> of the last event read.</summary>
    public long? After { get; init; }

    public void Check(ValidationErrors errors)
    {
        if (Campaign is { } campaign && !Slug.IsOne(campaign))
            errors.Add("campaign", "not-a-key", ("value", campaign),
                ("kind", new KindOfStream(StreamKinds.Campaign)), ("example", "vi-an-ninh-to-quoc-2022"));
    }

    public ReplayFilter Filter(EventCatalogue catalogue) => new()
    {
        City = City?.Value,
        Campaign = Campaign,
        // Stored names are indexed. A type stands for all versions of its kind.
        Types = [.. Type.SelectMany(type => catalogue.TryGetCloudEventType(type, out var shape)
            ? shape.Type.Shapes.Select(one => one.StoredName) : [type]).Distinct()],
        Subject = Subject?.ToString(),
        RecordedBy = RecordedBy,
        RecordedFrom = RecordedFrom,
        RecordedTo = RecordedTo,
        After = After ?? 0,
    };

    /// <summary>The CloudEvents types of the catalogue, in every version that was ever stored.</summary>
    public sealed class CloudEventTypes : IChoices
    {
        public static IEnumerable<string> Of(EventCatalogue catalogue) =>
            catalogue.Types.SelectMany(type => type.Shapes).Select(shape => shape.CloudEventType);
    }
}
