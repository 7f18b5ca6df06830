using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// Takes the requests for timelines: reads what is asked for, waits where asked to, refuses what cannot be.
/// </summary>
public sealed class TimelineRequestHandler(
    TimelineProgress progress, CityLineage lineage, StreamStateCache streams, EventReplay replay)
{
    /// <summary>How long a reader may wait to see what it recorded.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The answer to a request; the refusal of it, where it is malformed or nothing answers it.</summary>
    public async Task<IResult> AnswerAsync(
        StreamKey timeline, HttpContext http, Asked<TimelineParameters> asked,
        Func<TimelineQuery, Task<IResult?>> answer)
    {
        var query = TimelineQuery.Of(timeline, asked.Query);
        if (query.Predecessors && timeline.Kind != StreamKinds.City)
            asked.Errors.Add("include", "predecessors are of cities only");
        if (asked.Malformed is { } malformed) return malformed;
        var awaited = Math.Max(query.AtLeast, await RecordedAsync(query.KnownAt, http.RequestAborted));
        if (awaited > 0 && !await progress.ReachAsync(awaited, Patience, http.RequestAborted))
        {
            // Nothing is heard of timelines while the store is away; asked for anything, it says so itself.
            await replay.NewestAsync(http.RequestAborted);
            return Behind(awaited);
        }

        if (query.Predecessors)
            query = query with { Lines = await lineage.OfAsync(timeline, query.KnownAt, http.RequestAborted) };
        return await FindAsync(timeline, query.KnownAt, () => answer(query), http.RequestAborted);
    }

    /// <summary>
    /// What is asked of a timeline. One that was opened a moment ago is waited for: its registration was acknowledged,
    /// so it exists, and is never called unknown because the timelines are behind.
    /// </summary>
    public async Task<IResult> FindAsync(
        StreamKey timeline, KnownAt? knownAt, Func<Task<IResult?>> ask, CancellationToken cancel)
    {
        if (!Slug.IsOne(timeline.Id)) return Unknown(timeline, knownAt);
        if (await ask() is { } found) return found;
        if ((await streams.ReadAsync([timeline], cancel)).IsEmpty) return Unknown(timeline, knownAt);
        var newest = await replay.NewestAsync(cancel);
        return !await progress.ReachAsync(newest, Patience, cancel) ? Behind(newest)
            : await ask() ?? Unknown(timeline, knownAt);
    }

    /// <summary>
    /// Up to where what is asked for is on record, where that is not shown yet: a page of what was known at a position
    /// must not tell less now than later.
    /// </summary>
    private async Task<long> RecordedAsync(KnownAt? known, CancellationToken cancel) =>
        known is null || known.Position <= progress.Position ? 0
            : Math.Min(known.Position, await replay.NewestAsync(cancel));

    private static IResult Behind(long position) => ProblemResults.Problem(
        StatusCodes.Status504GatewayTimeout, "timeline-behind",
        $"The timeline did not reach position {position} within {Patience.TotalSeconds:0} s. Ask again, or leave "
        + "`atLeast` out to see it as it is.");

    /// <summary>The refusal of a timeline that nothing opened.</summary>
    private static IResult Unknown(StreamKey timeline, KnownAt? knownAt) => ProblemResults.Problem(
        StatusCodes.Status404NotFound, $"unknown-{timeline.Kind}",
        $"No {timeline.Kind} `{timeline.Id}` is on record{(knownAt is null ? "" : " at that moment")}.");
}
