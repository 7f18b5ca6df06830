using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Problems;
using ClusterEvents.Recording.Queries;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// Handles timeline requests: validates the query, waits for the requested position, reads and answers.
/// </summary>
public sealed class TimelineRequestHandler(
    TimelineProgress progress, CityLineage lineage, StreamStateCache streams, EventReplay replay,
    UnknownKeyAnswers unknown)
{
    /// <summary>How long a request waits for its <c>atLeast</c> position.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The response to a request for a timeline, or the problem that prevents it.</summary>
    public Task<IResult> AnswerAsync<TParameters>(
        StreamKey timeline, HttpContext http, Asked<TParameters> asked,
        Func<TimelineQuery, Task<IResult?>> answer) where TParameters : EntryParameters, new()
    {
        var query = TimelineQuery.Of(timeline, asked.Query);
        if (query.Predecessors && timeline.Kind != StreamKinds.City)
            asked.Errors.Add("include", "predecessors-of-cities-only");
        return AnswerAsync(query, asked.Query, asked.Errors, http, async query =>
        {
            if (query.Predecessors)
                query = query with { Lines = await lineage.OfAsync(timeline, query.KnownAt, http.RequestAborted) };
            return await FindAsync(timeline, query.KnownAt, () => answer(query), http.RequestAborted);
        });
    }

    /// <summary>
    /// The response to a query, once it is valid and what it asks for is projected, or the problem that prevents it.
    /// </summary>
    public async Task<IResult> AnswerAsync(
        TimelineQuery query, EntryParameters asked, ValidationErrors errors, HttpContext http,
        Func<TimelineQuery, Task<IResult>> answer)
    {
        if (asked.Cursor is { } cursor)
        {
            if (query.Continuing(cursor, KnownAtParameter.IsInstant(http)) is { } next) query = next;
            else errors.Add("cursor", "cursor-of-another-query");
        }

        if (!errors.None) return ProblemResults.Problem(errors.Found);
        var awaited = Math.Max(query.AtLeast, await RecordedAsync(query.KnownAt, http.RequestAborted));
        if (awaited > 0 && !await progress.ReachAsync(awaited, Patience, http.RequestAborted))
        {
            // While the database is unavailable no progress is reported; this query fails with the actual error.
            await replay.NewestAsync(http.RequestAborted);
            return Behind(awaited);
        }

        return await answer(query);
    }

    /// <summary>
    /// Reads a timeline. If its registration is recorded but not projected yet, it waits for the projection: an
    /// acknowledged timeline is never reported as unknown.
    /// </summary>
    public async Task<IResult> FindAsync(
        StreamKey timeline, KnownAt? knownAt, Func<Task<IResult?>> ask, CancellationToken cancel)
    {
        if (!Slug.IsOne(timeline.Id)) return await UnknownAsync();
        if (await ask() is { } found) return found;
        if ((await streams.ReadAsync([timeline], cancel)).IsEmpty) return await UnknownAsync();
        var newest = await replay.NewestAsync(cancel);
        return !await progress.ReachAsync(newest, Patience, cancel) ? Behind(newest)
            : await ask() ?? await UnknownAsync();

        Task<IResult> UnknownAsync() => unknown.NotFoundAsync(timeline, atThatMoment: knownAt is not null, cancel);
    }

    /// <summary>
    /// The position up to which the requested point in time is recorded, if it is not projected yet: a page of a past
    /// position must not show less now than later.
    /// </summary>
    private async Task<long> RecordedAsync(KnownAt? known, CancellationToken cancel) =>
        known is null || known.Position <= progress.Position ? 0
            : Math.Min(known.Position, await replay.NewestAsync(cancel));

    private static IResult Behind(long position) => ProblemResults.Problem(
        StatusCodes.Status504GatewayTimeout, "timeline-behind", ("position", position));
}
