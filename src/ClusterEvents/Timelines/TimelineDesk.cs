using ClusterEvents.Cities;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Binding;

namespace ClusterEvents.Timelines;

/// <summary>Takes the requests for timelines: reads what is asked for, waits where asked to, refuses what cannot be.</summary>
public sealed class TimelineDesk(
    TimelineProgress progress, CityLineage lineage, FoldedStreams streams, EventReplay replay, Catalogue catalogue)
{
    /// <summary>How long a reader may wait to see what it recorded.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The answer to a request; the refusal of it, where it is malformed or nothing answers it.</summary>
    public async Task<IResult> AnswerAsync(
        StreamKey timeline, HttpContext http, Func<TimelineQuery, Task<IResult?>> answer)
    {
        var faults = new Faults();
        var query = TimelineQuery.Read(timeline, http.Request.Query, catalogue, faults);
        if (!faults.None) return Answers.Problem(faults.Found);
        if (query.AtLeast > 0 && !await progress.ReachAsync(query.AtLeast, Patience, http.RequestAborted))
            return Answers.Problem(StatusCodes.Status504GatewayTimeout, "timeline-behind",
                $"The timeline did not reach position {query.AtLeast} within {Patience.TotalSeconds:0} s. Ask again, or "
                + "leave `atLeast` out to see it as it is.");
        if (query.Predecessors)
            query = query with { Lines = await lineage.OfAsync(timeline, query.KnownAt, http.RequestAborted) };
        return await FindAsync(timeline, () => answer(query), http.RequestAborted) ?? Unknown(timeline, query.KnownAt);
    }

    /// <summary>
    /// What is asked of a timeline; null where nothing opened it. One that was opened a moment ago is waited for: its
    /// registration was acknowledged, so it exists.
    /// </summary>
    public async Task<T?> FindAsync<T>(StreamKey timeline, Func<Task<T?>> ask, CancellationToken cancel)
    {
        if (!Slug.IsOne(timeline.Id)) return default;
        if (await ask() is { } found) return found;
        if ((await streams.ReadAsync([timeline], cancel)).IsEmpty) return default;
        await progress.ReachAsync(await replay.NewestAsync(cancel), Patience, cancel);
        return await ask();
    }

    /// <summary>The refusal of a timeline that nothing opened.</summary>
    public static IResult Unknown(StreamKey timeline, KnownAt? knownAt = null) => Answers.Problem(
        StatusCodes.Status404NotFound, $"unknown-{timeline.Kind}",
        $"No {timeline.Kind} `{timeline.Id}` is on record{(knownAt is null ? "" : " at that moment")}.");
}
