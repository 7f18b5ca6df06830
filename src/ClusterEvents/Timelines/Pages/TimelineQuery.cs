using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Search;
using SortKey = ClusterEvents.Domain.Entries.SortKey;

namespace ClusterEvents.Timelines.Pages;

/// <summary>A query for a part of a timeline.</summary>
public sealed record TimelineQuery(StreamKey Timeline)
{
    /// <summary>Stands for all timelines together, which only a search reads.</summary>
    private static readonly StreamKey Everywhere = new("search", "all");

    /// <summary>Whether it searches all timelines.</summary>
    public bool IsEverywhere => Timeline == Everywhere;

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

    /// <summary>
    /// Whether entries are ordered by their last change, newest first, instead of by their occurrence.
    /// </summary>
    public bool ByChange { get; init; }

    /// <summary>By change: the position of the last change on the previous page; null for the first page.</summary>
    public long? ChangedBefore { get; init; }

    /// <summary>The position that the timeline must have reached before the query is answered.</summary>
    public long AtLeast { get; init; }

    /// <summary>The query for the page that follows one.</summary>
    /// <param name="next">The <see cref="TimelinePage.Next"/> of that page.</param>
    public TimelineQuery Following(string next)
    {
        if (ByChange) return this with { ChangedBefore = long.Parse(next, CultureInfo.InvariantCulture) };
        var cursor = TimelineCursor.Parse(next, CultureInfo.InvariantCulture);
        return this with { After = cursor.Key, AfterExact = cursor.Exact };
    }

    /// <summary>Other timelines that must show an entry as well.</summary>
    public IReadOnlyList<StreamKey> Concerning { get; init; } = [];

    /// <summary>
    /// A short hash of what determines the entries and their order, except for the point in time: the pages of one
    /// query have the same.
    /// </summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        Timeline, Ascending, $"{From:O}", $"{To:O}", string.Join(',', Kinds.Order(StringComparer.Ordinal)),
        Search is null ? "" : SearchForm.Of(Search), Retracted, Predecessors,
        string.Join(',', Concerning.Select(one => one.ToString()).Order(StringComparer.Ordinal)))))[..6]);

    /// <summary>The cursor for the page after an entry.</summary>
    public TimelineCursor CursorAfter(bool exact, SortKey key) => new(exact, key, Fingerprint, KnownAt);

    /// <summary>
    /// The query as the one that a cursor continues; null if the cursor is of another query.
    /// </summary>
    /// <param name="cursor">The cursor.</param>
    /// <param name="byInstant">Whether the point in time was asked for as an instant. One that lies ahead is another
    /// position for each page, and the pages show what was known for the first of them.</param>
    public TimelineQuery? Continuing(TimelineCursor cursor, bool byInstant) =>
        cursor.Query == Fingerprint && (cursor.KnownAt == KnownAt
            || (byInstant && cursor.KnownAt is { } known && known.Position < KnownAt?.Position))
            ? this with { After = cursor.Key, AfterExact = cursor.Exact, KnownAt = cursor.KnownAt } : null;

    /// <summary>A query for the entries of all timelines; its cursor is left out.</summary>
    public static TimelineQuery Everything(EntryParameters asked) => Of(Everywhere, asked);

    /// <summary>Converts the parameters of a search to a query; its cursor is left out.</summary>
    public static TimelineQuery Of(SearchParameters asked)
    {
        var query = Everything(asked);
        return query with
        {
            Concerning =
            [
                .. query.Concerning, .. asked.Cluster.Select(cluster => new StreamKey(StreamKinds.Cluster, cluster)),
            ],
        };
    }

    /// <summary>Converts the parameters of a request to a query; its cursor is left out.</summary>
    public static TimelineQuery Of(StreamKey timeline, EntryParameters asked) => new(timeline)
    {
        From = asked.From,
        To = asked.To,
        Kinds = asked.Kind,
        Ascending = asked.Order == "asc",
        Limit = asked.Limit,
        Concerning =
        [
            .. asked.City.Select(city => new StreamKey(StreamKinds.City, city)),
            .. asked.Campaign.Select(campaign => new StreamKey(StreamKinds.Campaign, campaign)),
        ],
        Search = asked.Q,
        KnownAt = asked.KnownAt,
        Retracted = asked.Include.Contains("retracted"),
        Predecessors = asked.Include.Contains("predecessors"),
        Corrections = asked.Include.Contains("corrections"),
        AtLeast = asked.AtLeast ?? 0,
    };
}
