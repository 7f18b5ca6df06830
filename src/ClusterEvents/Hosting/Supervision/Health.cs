using ClusterEvents.Auditing;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Integrity.Defences;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClusterEvents.Hosting.Supervision;

/// <summary>Liveness, and readiness: database reachable, timelines keeping up.</summary>
public static class Health
{
    /// <summary>
    /// The maximum time for the database to answer: probes time out at about that time and should receive the reason.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/health/live", Live).WithTags("Health").Answers<Liveness>("The program lives");
        routes.MapRead("/health/ready", Ready).WithTags("Health").Answers<Readiness>("The program can serve")
            .Answers<Readiness>("It cannot, and why", StatusCodes.Status503ServiceUnavailable, headers: "Retry-After");
    }

    private static Ok<Liveness> Live() => TypedResults.Ok(new Liveness("live"));

    internal static async Task<IResult> Ready(
        HttpContext http, AppendQueue queue, RecordingOutage outage, ProjectionWatch watch, LogHealth log,
        DefenceWatch defences, TimeProvider time)
    {
        var report = await LookAsync(queue, outage, watch, log, defences, time, http.RequestAborted);
        if (report.Status is "ready" or "degraded") return TypedResults.Ok(report);
        http.Response.Headers.RetryAfter = "2";
        return TypedResults.Json(report, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Readiness> LookAsync(
        AppendQueue queue, RecordingOutage outage, ProjectionWatch watch, LogHealth log, DefenceWatch defences,
        TimeProvider time, CancellationToken cancel)
    {
        var reason = outage.Reason;
        try
        {
            async Task<(IReadOnlyList<ProjectionState>, LogState)> Both() =>
                (await watch.LookAsync(cancel), await log.LookAsync(cancel));
            var (projections, sealing) = await Both().WaitAsync(Patience, time, cancel);
            var degraded = queue.IsStalled || reason is not null || sealing.Stuck || defences.Weakened > 0
                || projections.Any(projection => projection.Stuck);
            return new(projections.Any(IsTimelineStuck) ? "stuck" : degraded ? "degraded" : "ready", "reachable",
                queue.IsStalled ? "waiting" : reason is null ? "working" : "failing", reason, projections, sealing,
                defences.Weakened);
        }
        catch (Exception exception) when (Failures.StoreIsAway(exception))
        {
            return new("unreachable", "unreachable", "waiting", StoreAdvice.Of(exception), [], Log: null,
                defences.Weakened);
        }
    }

    /// <summary>
    /// Whether the projection is a timeline that is stuck, so that its pages would be outdated. Other delays are
    /// reported, but the node stays ready: all nodes have the same delay, and none would be ready otherwise.
    /// </summary>
    private static bool IsTimelineStuck(ProjectionState projection) =>
        projection is { Stuck: true, Name: not IntegrationEvents.Shard };
}
