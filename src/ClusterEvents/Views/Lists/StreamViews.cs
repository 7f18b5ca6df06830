using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Listings;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Views.Lists;

/// <summary>Answers requests for views of streams, one or a list of them.</summary>
public sealed class StreamViews(
    StreamStateCache streams, NpgsqlDataSource database, ShownTimelines shown, TimelineProgress progress,
    EventReplay replay)
{
    /// <summary>
    /// The maximum number of streams that are folded for a page because they are not projected yet. A request waits
    /// until there are fewer: after a restart, or while a version is built from the first event on.
    /// </summary>
    private const int MostApart = 2_000;

    private readonly ListReader _lists = new(database);

    /// <summary>One stream as <paramref name="view"/>, with its version as ETag; 404 if it does not exist.</summary>
    public Task<IResult> OneAsync<TState, TView>(
        HttpContext http, Asked<KnownAtQuery> asked, string id, Func<ShownStream, TView> view)
        where TState : class, IStreamState<TState> =>
        OneAsync<TState, TView>(http, asked, id, (shown, _) => Task.FromResult(shown.Select(view)));

    /// <inheritdoc cref="OneAsync{TState,TView}(HttpContext,Asked{KnownAtQuery},string,Func{ShownStream,TView})"/>
    public async Task<IResult> OneAsync<TState, TView>(
        HttpContext http, Asked<KnownAtQuery> asked, string id,
        Func<IReadOnlyList<ShownStream>, CancellationToken, Task<IEnumerable<TView>>> view)
        where TState : class, IStreamState<TState>
    {
        if (asked.Malformed is { } malformed) return malformed;
        var key = new StreamKey(TState.Kind, id);
        var found = await streams.ReadAsync([key], asked.Query.KnownAt, http.RequestAborted);
        if (found.GetValueOrDefault(key) is not { State: TState } stream) return ProblemResults.Unknown(key.Kind, id);
        if (EntityTags.OfVersion(http, stream.Version) is { } another) return another;
        return TypedResults.Ok((await view([new(key, stream)], http.RequestAborted)).Single());
    }

    /// <summary>A page of streams as <paramref name="view"/>, with a link to the next one.</summary>
    public Task<IResult> ListAsync<TQuery, TView>(
        HttpContext http, Asked<TQuery> asked, Func<ShownStream, TView> view) where TQuery : PageRequest, new() =>
        ListAsync(http, asked, (shown, _) => Task.FromResult(shown.Select(view)));

    /// <inheritdoc cref="ListAsync{TQuery,TView}(HttpContext,Asked{TQuery},Func{ShownStream,TView})"/>
    public async Task<IResult> ListAsync<TQuery, TView>(
        HttpContext http, Asked<TQuery> asked,
        Func<IReadOnlyList<ShownStream>, CancellationToken, Task<IEnumerable<TView>>> view)
        where TQuery : PageRequest, new()
    {
        if (asked.Malformed is { } malformed) return malformed;
        if (await ShownAsync(asked.Query, http.RequestAborted) is not var (page, next)) return Behind();
        if (next?.ToCursor() is { } cursor)
        {
            var link = http.Request.AddressWith(
                name => name is not "cursor", KeyValuePair.Create("cursor", (string?)cursor));
            http.Response.Headers.Link = $"<{http.Request.Visible(link)}>; rel=\"next\"";
        }

        return TypedResults.Ok(
            new Page<TView>([.. await view(page, http.RequestAborted)], next?.ToCursor()));
    }

    /// <summary>
    /// The streams of a page, and the key of the next one; null while too many streams are not projected yet.
    /// </summary>
    internal async Task<(IReadOnlyList<ShownStream> Shown, PageKey? Next)?> ShownAsync(
        PageRequest page, CancellationToken cancel)
    {
        if (await ApartAsync(page, cancel) is not { } apart) return null;
        // One more shows whether there is a next page.
        var places = await PlacesAsync(page, apart, cancel);
        var next = places.Count <= page.Limit ? default(PageKey?)
            : new(places[page.Limit - 1].Rank, places[page.Limit - 1].Id, page.Digest());
        return (await FoldAsync(page, places.Take(page.Limit), cancel), next);
    }

    /// <summary>All streams of a list at the position of the request, a page after another.</summary>
    /// <exception cref="InvalidOperationException">The lists are being built.</exception>
    internal async IAsyncEnumerable<IReadOnlyList<ShownStream>> WholeAsync(
        PageRequest list, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = list with { Limit = PageRequest.LargestPage, After = null }; ;)
        {
            var (shown, next) = await ShownAsync(page, cancel)
                ?? throw new InvalidOperationException("The lists are being built.");
            yield return shown;
            if (next is null) yield break;
            page = page with { After = next };
        }
    }

    /// <summary>
    /// The number of streams on a list, counted up to <paramref name="most"/>; 0 while too many are not projected yet.
    /// </summary>
    internal async Task<int> CountAsync(PageRequest page, int most, CancellationToken cancel) =>
        (await CountsAsync([page], most, cancel))[0];

    /// <summary>
    /// The same for several lists of one kind at one point in time, in their order: what is not projected yet is the
    /// same for each of them, and is read once.
    /// </summary>
    internal async Task<IReadOnlyList<int>> CountsAsync(
        IReadOnlyList<PageRequest> lists, int most, CancellationToken cancel)
    {
        var counts = new int[lists.Count];
        if (lists.Count == 0) return counts;
        if (lists.All(list => !list.Filter.ByDue) && await ProjectedCountsAsync(lists, most, cancel) is { } projected)
            return projected;
        if (await ApartAsync(lists[0], cancel) is not { } apart) return counts;
        for (var i = 0; i < counts.Length; i++)
            counts[i] = (await PlacesAsync(lists[i] with { Limit = most - 1 }, apart, cancel)).Count;
        return counts;
    }

    /// <summary>
    /// The counts, asked for together with whether all streams are projected; null in the rare case that some are not.
    /// </summary>
    private async Task<IReadOnlyList<int>?> ProjectedCountsAsync(
        IReadOnlyList<PageRequest> lists, int most, CancellationToken cancel)
    {
        var version = shown.WithListings;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(StreamKeyQueries.Changed(lists[0].Filter.Kind, version.Progress,
            lists[0].KnownAt?.Position ?? long.MaxValue, most: 1));
        foreach (var list in lists)
            batch.BatchCommands.Add(
                ListReader.Count(version, new(list.Filter, most) { Known = list.KnownAt?.Position }));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        if (await rows.ReadAsync(cancel)) return null;
        var counts = new List<int>(lists.Count);
        while (await rows.NextResultAsync(cancel) && await rows.ReadAsync(cancel)) counts.Add((int)rows.GetInt64(0));
        return counts;
    }

    /// <summary>
    /// The place of each stream of a page, and of one more. A stream is listed at once, whether it is projected or not.
    /// </summary>
    private Task<IReadOnlyList<ListPlace>> PlacesAsync(
        PageRequest page, ImmutableDictionary<StreamKey, StreamSnapshot> apart, CancellationToken cancel) =>
        _lists.ReadAsync(shown.WithListings, new(page.Filter, page.Limit + 1)
        {
            Known = page.KnownAt?.Position,
            After = page.After is { } after ? new(after.Rank, after.Id) : null,
            Apart = [.. apart.Keys.Select(key => key.Id)],
            Added =
            [
                .. apart.SelectMany(
                    one => StreamListings.Of(one.Value).Where(page.Filter.Matches),
                    (one, listing) => new ListPlace(listing.Rank, one.Key.Id)),
            ],
        }, cancel);

    /// <summary>The streams that changed after the listings; null if there are too many to fold.</summary>
    private async Task<ImmutableDictionary<StreamKey, StreamSnapshot>?> ApartAsync(
        PageRequest page, CancellationToken cancel)
    {
        var changed = await ChangedAsync();
        if (changed.Count > MostApart)
        {
            await progress.ReachAsync(
                await replay.NewestAsync(cancel), TimelineRequestHandler.Patience, cancel);
            changed = await ChangedAsync();
        }

        return changed.Count > MostApart ? null : await streams.ReadAsync(changed, page.KnownAt, cancel);

        Task<List<StreamKey>> ChangedAsync() => StreamKeyQueries.ChangedAsync(database, page.Filter.Kind,
            shown.WithListings.Progress, page.KnownAt?.Position ?? long.MaxValue, MostApart + 1, cancel);
    }

    /// <summary>
    /// The streams of a page. One that has changed since its place was read, and no longer belongs on the list, is left
    /// out.
    /// </summary>
    private async Task<List<ShownStream>> FoldAsync(
        PageRequest page, IEnumerable<ListPlace> places, CancellationToken cancel)
    {
        StreamKey[] keys = [.. places.Select(place => new StreamKey(page.Filter.Kind, place.Id))];
        var found = await streams.ReadAsync(keys, page.KnownAt, cancel);
        return
        [
            .. keys.Where(key => found.TryGetValue(key, out var stream)
                    && StreamListings.Of(stream).Any(page.Filter.Matches))
                .Select(key => new ShownStream(key, found[key])),
        ];
    }

    internal static IResult Behind() => ProblemResults.Problem(
        StatusCodes.Status504GatewayTimeout, "list-behind");
}
