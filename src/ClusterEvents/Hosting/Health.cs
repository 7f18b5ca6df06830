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
    /// <summary>
    /// How long the store may take to answer. Whoever asks gives up about then, and is to hear why.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [WolverineGet("/health/live")]
    public static IResult Live() => TypedResults.Ok(new { Status = "live" });

    [WolverineGet("/health/ready")]
    public static async Task<IResult> Ready(
        HttpContext http, RecordingDoor door, ProjectionWatch watch, LogHealth log, TimeProvider time)
    {
        var report = await LookAsync(door, watch, log, time, http.RequestAborted);
        if (report.Status is "ready" or "degraded") return TypedResults.Ok(report);
        http.Response.Headers.RetryAfter = "2";
        return TypedResults.Json(report, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Readiness> LookAsync(
        RecordingDoor door, ProjectionWatch watch, LogHealth log, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            async Task<(IReadOnlyList<ProjectionState>, LogState)> Both() =>
                (await watch.LookAsync(cancel), await log.LookAsync(cancel));
            var (projections, sealing) = await Both().WaitAsync(Patience, time, cancel);
            var degraded = door.Waits || sealing.Stuck || projections.Any(projection => projection.Stuck);
            return new(projections.Any(IsTimelineStuck) ? "stuck" : degraded ? "degraded" : "ready", "reachable",
                door.Waits ? "waiting" : "working", projections, sealing);
        }
        catch (Exception exception) when (Failures.StoreIsAway(exception))
        {
            return new("unreachable", "unreachable", "waiting", [], Log: null);
        }
    }

    /// <summary>
    /// A timeline that stands still is not what is on record, and not for answers. Of everything else, whatever is
    /// behind is told and keeps nobody away: were this node not ready, no other would be, for all of them see the same.
    /// </summary>
    private static bool IsTimelineStuck(ProjectionState projection) =>
        projection is { Stuck: true, Name: not IntegrationEvents.Shard };
}

/// <summary>Whether the program can serve.</summary>
/// <param name="Status">
/// ready, degraded (webhooks and the broker are not told, nothing is sealed, or recordings wait; all else works), stuck
/// (timelines do not move) or unreachable (the store does not answer). Requests are to come while it is ready or
/// degraded.
/// </param>
/// <param name="Store">reachable or unreachable.</param>
/// <param name="Recording">
/// working, or waiting: the store has not confirmed a recording for ten seconds, as while a synchronous standby is
/// away.
/// </param>
/// <param name="Projections">How far each projection has come.</param>
/// <param name="Log">How far the transparency log has come, and who stands behind it.</param>
public sealed record Readiness(
    string Status, string Store, string Recording, IReadOnlyList<ProjectionState> Projections, LogState? Log);

/// <summary>How far a projection has come.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Position">The last position it has written.</param>
/// <param name="Lag">How many positions are recorded and not yet written.</param>
/// <param name="Stuck">
/// Whether it has not moved for half a minute although there is something to do, and the store would confirm it.
/// </param>
public sealed record ProjectionState(string Name, long Position, long Lag, bool Stuck);

/// <summary>Looks how far each projection has come.</summary>
public sealed class ProjectionWatch(NpgsqlDataSource database, TimeProvider time, TimelineVersion timelines)
{
    private readonly Standstill _standstill = new(time);

    public async Task<IReadOnlyList<ProjectionState>> LookAsync(CancellationToken cancel)
    {
        // What has never begun is not in the store, and would be missed by nobody. What an earlier program wrote stands
        // still once no node of it runs, so that only this program's own are looked at. And while a synchronous standby
        // is away no commit comes to its end: another node could do no better, and readers have nowhere else to go.
        await using var query = database.CreateCommand(
            """
            select name, coalesce(last_seq_id, 0), (select coalesce(max(seq_id), 0) from clusterevents.mt_events),
              exists (select from pg_stat_activity
                where wait_event = 'SyncRep' and clock_timestamp() - state_change > interval '10 seconds')
            from unnest($1) as own (name) left join clusterevents.mt_event_progression using (name) order by name
            """);
        query.Parameters.Add(new() { Value = new[] { IntegrationEvents.Shard, timelines.Shard } });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var states = new List<ProjectionState>();
        while (await rows.ReadAsync(cancel))
            states.Add(State(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), waits: rows.GetBoolean(3)));
        return states;
    }

    private ProjectionState State(string name, long position, long newest, bool waits)
    {
        var lag = Math.Max(0, newest - position);
        return new(name, position, lag, _standstill.IsStuck(name, position, waits ? 0 : lag));
    }
}
