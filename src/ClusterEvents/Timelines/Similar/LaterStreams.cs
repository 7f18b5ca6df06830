using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Contradictions;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Similar;

/// <summary>Finds streams by the rows of timelines, once these have reached a position.</summary>
public sealed class LaterStreams(NpgsqlDataSource database, ShownTimelines shown, TimelineProgress progress)
    : ILaterStreams
{
    /// <summary>The maximum number of entries that are looked at.</summary>
    private const int Most = 500;

    public async Task<IReadOnlyList<StreamKey>> FindAsync(
        IReadOnlyCollection<StreamKey> timelines, DateOnly from, long position, CancellationToken cancel)
    {
        await progress.ReachAsync(position, TimelineRequestHandler.Patience, cancel);
        var version = shown.Version;
        await using var query = database.CreateCommand(
            $"""
            select distinct v.body::jsonb->>'stream' from (
              select r.activity_id, r.known_from from {version.Rows} r
              where r.timeline = any($1) and r.occurred_on >= $2
                and r.known_to = {TimelineTables.StillKnown} and not r.retracted
              order by r.occurred_on limit {Most}) r
            join {version.Activities} v on v.activity_id = r.activity_id and v.known_from = r.known_from
            """);
        query.Parameters.Add(new() { Value = timelines.Select(timeline => timeline.ToString()).ToArray() });
        query.Parameters.Add(new() { Value = from });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var found = new List<StreamKey>();
        while (await rows.ReadAsync(cancel)) found.Add(StreamKey.Parse(rows.GetString(0)));
        return found;
    }
}
