using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Timelines.Pages;

/// <summary>Which part of a timeline is asked for.</summary>
public sealed record TimelineQuery(StreamKey Timeline)
{
    /// <summary>The first and last day, both inclusive.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Only these kinds; all where it is empty.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    public bool Ascending { get; init; }

    public int Limit { get; init; } = 50;

    /// <summary>The entry that the page follows, and whether that was an exact finding.</summary>
    public SortKey? After { get; init; }

    public bool AfterExact { get; init; } = true;

    /// <summary>Words to find, with or without diacritics; everything where it is null.</summary>
    public string? Search { get; init; }

    /// <summary>Whether exact spellings come before the others; else all findings are in the order of time.</summary>
    public bool ExactFirst { get; init; } = true;

    /// <summary>
    /// The timelines whose entries are shown: its own, and those of its predecessors when they are included.
    /// </summary>
    public IReadOnlyList<StreamKey> Lines { get; init; } = [Timeline];

    /// <summary>The moment whose knowledge is asked for; now where it is null.</summary>
    public KnownAt? KnownAt { get; init; }

    /// <summary>Whether retracted entries are shown, marked.</summary>
    public bool Retracted { get; init; }

    /// <summary>Whether the entries of cities that were merged into this one are shown.</summary>
    public bool Predecessors { get; init; }

    /// <summary>Whether each entry shows its corrections.</summary>
    public bool Corrections { get; init; }

    /// <summary>The position that the timeline must have reached.</summary>
    public long AtLeast { get; init; }

    /// <summary>The query that the parameters of a request stand for.</summary>
    public static TimelineQuery Of(StreamKey timeline, TimelineParameters asked) => new(timeline)
    {
        From = asked.From,
        To = asked.To,
        Kinds = asked.Kind,
        Ascending = asked.Order == "asc",
        Limit = asked.Limit,
        After = asked.Cursor?.Key,
        AfterExact = asked.Cursor?.Exact ?? true,
        Search = asked.Q,
        KnownAt = asked.KnownAt,
        Retracted = asked.Include.Contains("retracted"),
        Predecessors = asked.Include.Contains("predecessors"),
        Corrections = asked.Include.Contains("corrections"),
        AtLeast = asked.AtLeast ?? 0,
    };
}
