namespace ClusterEvents.EventStore.Reading;

/// <summary>Selects recorded events for a replay; without conditions, all of them.</summary>
public sealed record ReplayFilter
{
    /// <summary>Only events that concern this city, as member or guest.</summary>
    public string? City { get; init; }

    public string? Campaign { get; init; }

    /// <summary>Only events with these stored names, which are indexed.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only events of this stream.</summary>
    public string? Subject { get; init; }

    /// <summary>Only events that were recorded under this name.</summary>
    public string? RecordedBy { get; init; }

    /// <summary>The first and the last instant of recording, both inclusive.</summary>
    public DateTimeOffset? RecordedFrom { get; init; }

    public DateTimeOffset? RecordedTo { get; init; }

    /// <summary>The first and the last day of occurrence, both inclusive.</summary>
    public DateOnly? OccurredFrom { get; init; }

    public DateOnly? OccurredTo { get; init; }

    /// <summary>Only events after this position.</summary>
    public long After { get; init; }
}
