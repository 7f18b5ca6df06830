using ClusterEvents.Auditing;
using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using ClusterEvents.Webhooks;
using Npgsql;
using Wolverine.Http;

namespace ClusterEvents.Hosting;

/// <summary>Whether the program lives, and whether it is ready: store reachable, timelines keeping up.</summary>
[Tags("Health")]
public static class Health
{
    [WolverineGet("/health/live")]
    public static IResult Live() => TypedResults.Ok(new { Status = "live" });

    [WolverineGet("/health/ready")]
    public static async Task<IResult> Ready(HttpContext http, ProjectionWatch watch, LogHealth log)
    {
        var report = await LookAsync(watch, log, http.RequestAborted);
        if (report.Status is "ready" or "degraded") return TypedResults.Ok(report);
        http.Response.Headers.RetryAfter = "2";
        return TypedResults.Json(report, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Readiness> LookAsync(ProjectionWatch watch, LogHealth log, CancellationToken cancel)
    {
        try
        {
            var (projections, sealing) = (await watch.LookAsync(cancel), await log.LookAsync(cancel));
            return new(Status(projections, sealing), "reachable", projections, sealing);
        }
        catch (Exception exception) when (Failures.StoreIsAway(exception))
        {
            return new("unreachable", "unreachable", [], Log: null);
        }
    }

    /// <summary>
    /// A timeline that stands still is not what is on record, and not for answers. Where only others are not told, or
    /// the log waits for its key, all that is asked of a node is done; were it not ready, no other would be, for all of
    /// them see the same progress.
    /// </summary>
    private static string Status(IReadOnlyList<ProjectionState> projections, LogState log) =>
        projections.Any(projection => projection is { Stuck: true, Name: not IntegrationEvents.Shard }) ? "stuck"
        : log.Stuck || projections.Any(projection => projection.Stuck) ? "degraded" : "ready";
}

/// <summary>Whether the program can serve.</summary>
/// <param name="Status">
/// ready, degraded (webhooks and the broker are not told, or nothing is sealed, which the log of the program tells
/// more of; all else works), stuck (timelines do not move) or unreachable (the store does not answer). Requests are to
/// come while it is ready or degraded.
/// </param>
/// <param name="Store">reachable or unreachable.</param>
/// <param name="Projections">How far each projection has come.</param>
/// <param name="Log">How far the transparency log has come, and who stands behind it.</param>
public sealed record Readiness(string Status, string Store, IReadOnlyList<ProjectionState> Projections, LogState? Log);

/// <summary>How far a projection has come.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Position">The last position it has written.</param>
/// <param name="Lag">How many positions are recorded and not yet written.</param>
/// <param name="Stuck">Whether it has not moved for half a minute although there is something to do.</param>
public sealed record ProjectionState(string Name, long Position, long Lag, bool Stuck);

/// <summary>Looks how far each projection has come.</summary>
public sealed class ProjectionWatch(NpgsqlDataSource database, TimeProvider time, TimelineVersion timelines)
{
    private readonly Standstill _standstill = new(time);

    public async Task<IReadOnlyList<ProjectionState>> LookAsync(CancellationToken cancel)
    {
        // What has never begun is not in the store, and would be missed by nobody. What an earlier program wrote stands
        // still once no node of it runs, so that only this program's own are looked at.
        await using var query = database.CreateCommand(
            """
            select name, coalesce(last_seq_id, 0), (select coalesce(max(seq_id), 0) from clusterevents.mt_events)
            from unnest($1) as own (name) left join clusterevents.mt_event_progression using (name) order by name
            """);
        query.Parameters.Add(new() { Value = new[] { IntegrationEvents.Shard, timelines.Shard } });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var states = new List<ProjectionState>();
        while (await rows.ReadAsync(cancel)) states.Add(State(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2)));
        return states;
    }

    private ProjectionState State(string name, long position, long newest)
    {
        var lag = Math.Max(0, newest - position);
        return new(name, position, lag, _standstill.IsStuck(name, position, lag));
    }
}
