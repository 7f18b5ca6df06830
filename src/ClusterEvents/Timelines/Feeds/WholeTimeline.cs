using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>
/// All entries of a query at one position. They are read a page at a time while they are written, so that memory does
/// not depend on their number; no connection is held between pages.
/// </summary>
public sealed class WholeTimeline
{
    private readonly TimelineReader _pages;
    private readonly EventCatalogue _catalogue;

    internal WholeTimeline(
        TimelineQuery query, long position, string title, long progress, Language language, TimelineReader pages,
        EventCatalogue catalogue)
    {
        (_pages, _catalogue) = (pages, catalogue);
        (Query, Known, Title, Progress, Language) =
            (query with { KnownAt = new(position) }, new(position), title, progress, language);
    }

    public TimelineQuery Query { get; }

    /// <summary>The position whose state is shown, however long the reading takes.</summary>
    public KnownAt Known { get; }

    public string Title { get; }

    /// <summary>The position up to which timelines were projected when it was opened.</summary>
    public long Progress { get; }

    public Language Language { get; }

    /// <summary>The entries in the order of the query; at least one page, which may be empty.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<FeedEntry>> PagesAsync(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var query = Query; ;)
        {
            var (entries, next) = await PageAsync(query, cancel);
            yield return entries;
            if (next is null) yield break;
            query = next;
        }
    }

    /// <summary>One page, and the query for the next one; null on the last.</summary>
    internal async Task<(IReadOnlyList<FeedEntry> Entries, TimelineQuery? Next)> PageAsync(
        TimelineQuery query, CancellationToken cancel)
    {
        // After a rebuild has begun the state is not there any more. An error ends the transfer, which the reader
        // notices; an incomplete file it would take for whole.
        if (await _pages.ReadAsync(query, Language, cancel) is not { } page || page.Position != Known.Position)
            throw new InvalidOperationException(
                $"{Query.Timeline} at position {Known.Position} is not projected any more.");
        return ([.. page.Entries.Select(entry => FeedEntry.Of(entry, _catalogue))],
            page.Next is { } next ? query.Following(next) : null);
    }
}
