using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Search;

namespace ClusterEvents.Timelines.Pages;

/// <summary>Which part of a timeline is asked for.</summary>
public sealed record TimelineQuery(StreamKey Timeline)
{
    public const int LargestPage = 200;

    private const int MostWords = 20;

    private static readonly string[] Parameters =
        ["from", "to", "kind", "q", "order", "knownAt", "include", "atLeast", "limit", "cursor"];

    /// <summary>What a reader may ask to see beside the entries in force.</summary>
    public static readonly IReadOnlyList<string> Includable = ["retracted", "corrections", "predecessors"];

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

    /// <summary>Reads the query of a request; an unknown parameter is refused, so that a typo never vanishes.</summary>
    public static TimelineQuery Read(StreamKey timeline, IQueryCollection query, EventCatalogue catalogue, ValidationErrors errors)
    {
        query.RefuseOthers(errors, Parameters);
        string[] kinds = [.. query["kind"].OfType<string>().Distinct()];
        foreach (var kind in kinds)
            if (!catalogue.TryGet(kind, out _))
                errors.Add("kind", $"`{kind}` is no kind of event, such as MeetingHeld");
        var order = query["order"].ToString();
        if (order is not ("" or "asc" or "desc")) errors.Add("order", "must be asc or desc");

        string[] include = [.. query["include"].OfType<string>().SelectMany(value => value.Split(','))];
        foreach (var unknown in include.Except(Includable))
            errors.Add("include", $"`{unknown}` cannot be included. Known: {string.Join(", ", Includable)}");
        if (include.Contains("predecessors") && timeline.Kind != StreamKinds.City)
            errors.Add("include", "predecessors are of cities only");
        var knownAt = KnownAtParameter.Read(query, errors);

        var cursor = query.Value("cursor", TimelineCursor.Parse, "must be the `next` of a page", errors);
        return new(timeline)
        {
            KnownAt = knownAt,
            Retracted = include.Contains("retracted"),
            Corrections = include.Contains("corrections"),
            Predecessors = include.Contains("predecessors"),
            From = query.Value("from", Scalars.Day, "must be a day as yyyy-MM-dd", errors),
            To = query.Value("to", Scalars.Day, "must be a day as yyyy-MM-dd", errors),
            Kinds = kinds,
            Ascending = order == "asc",
            Limit = query.Limit(LargestPage, errors),
            After = cursor?.Key,
            AfterExact = cursor?.Exact ?? true,
            Search = SearchOf(query, errors),
            AtLeast = query.Number("atLeast", 0, long.MaxValue, "must be a position", errors) ?? 0,
        };
    }

    private static string? SearchOf(IQueryCollection query, ValidationErrors errors)
    {
        if (query["q"].ToString() is not { Length: > 0 } search) return null;
        var words = SearchWords.Folded(search).Length;
        if (words is 0 or > MostWords) errors.Add("q", $"must hold 1 to {MostWords} words");
        return search;
    }
}
