using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Search;

namespace ClusterEvents.Timelines.Pages;

/// <summary>A query for a part of a timeline.</summary>
public sealed record TimelineQuery(StreamKey Timeline)
{
    public const int LargestPage = 200;

    private const int MostWords = 20;

    private static readonly string[] Parameters =
        ["from", "to", "kind", "q", "order", "knownAt", "include", "atLeast", "limit", "cursor"];

    /// <summary>The values of <c>include</c>.</summary>
    public static readonly IReadOnlyList<string> Includable = ["retracted", "corrections", "predecessors"];

    /// <summary>The first and last day, both inclusive.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>The event types to show; all if empty.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    public bool Ascending { get; init; }

    public int Limit { get; init; } = 50;

    /// <summary>The last entry of the previous page; null for the first page.</summary>
    public SortKey? After { get; init; }

    /// <summary>Whether the previous page ended among exact matches.</summary>
    public bool AfterExact { get; init; } = true;

    /// <summary>Words to find, with or without diacritics; null for no search.</summary>
    public string? Search { get; init; }

    /// <summary>Whether exact matches come first; otherwise all matches are ordered by time.</summary>
    public bool ExactFirst { get; init; } = true;

    /// <summary>
    /// The timelines to read: the requested one, and those of its predecessors if they are included.
    /// </summary>
    public IReadOnlyList<StreamKey> Lines { get; init; } = [Timeline];

    /// <summary>The point in time to show; null for now.</summary>
    public KnownAt? KnownAt { get; init; }

    /// <summary>Whether retracted entries are included, marked as such.</summary>
    public bool Retracted { get; init; }

    /// <summary>Whether entries of cities that were merged into this one are included.</summary>
    public bool Predecessors { get; init; }

    /// <summary>Whether entries include their corrections.</summary>
    public bool Corrections { get; init; }

    /// <summary>The position that the timeline must have reached before the query is answered.</summary>
    public long AtLeast { get; init; }

    /// <summary>
    /// Reads the query of a request; unknown parameters are errors, so that typing errors are noticed.
    /// </summary>
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
