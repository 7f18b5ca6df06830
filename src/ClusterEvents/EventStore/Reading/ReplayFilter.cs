namespace ClusterEvents.EventStore.Reading;

/// <summary>Which recorded events are replayed; all of them where nothing is said.</summary>
public sealed record ReplayFilter
{
    /// <summary>Only what concerns this city, as member or as guest.</summary>
    public string? City { get; init; }

    public string? Campaign { get; init; }

    /// <summary>Only what is stored under these names, by which an index leads to it.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only this stream.</summary>
    public string? Subject { get; init; }

    /// <summary>The first and the last instant of recording, both inclusive.</summary>
    public DateTimeOffset? RecordedFrom { get; init; }

    public DateTimeOffset? RecordedTo { get; init; }

    /// <summary>The first and the last day of occurrence, both inclusive.</summary>
    public DateOnly? OccurredFrom { get; init; }

    public DateOnly? OccurredTo { get; init; }

    /// <summary>Only what was recorded after this position.</summary>
    public long After { get; init; }
}
