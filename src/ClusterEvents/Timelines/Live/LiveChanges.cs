using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Live;

/// <summary>
/// Reads the changes of a timeline from its projected rows. Rows and progress are written in one transaction, so one
/// statement sees every change up to the progress that it reads.
/// </summary>
public sealed class LiveChanges(NpgsqlDataSource database, ShownTimelines shown, EntryNames names)
{
    /// <summary>The maximum number of entries held in memory for one client.</summary>
    private const int AtOnce = 100;

    /// <summary>The position up to which the timeline is projected; null if the timeline does not exist.</summary>
    public async Task<long?> PositionAsync(StreamKey timeline, CancellationToken cancel)
    {
        var version = shown.Version;
        await using var command = database.CreateCommand(
            $"""
            select {version.Progress} from {version.Timelines}
            where timeline = $1 and known_to = {TimelineTables.StillKnown}
            """);
        command.Parameters.Add(new() { Value = timeline.ToString() });
        return await command.ExecuteScalarAsync(cancel) as long?;
    }

    /// <summary>Reads changes after a position; no connection is held afterwards.</summary>
    public async Task<LiveChunk> ReadAsync(TimelineQuery query, long after, Language language, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
        command.CommandText = new LiveSql(shown.Version, command, query, language).Statement(after, AtOnce);
        var changes = new List<LiveChange>();
        var progress = 0L;
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                progress = rows.GetInt64(0);
                if (!await rows.IsDBNullAsync(1, cancel)) changes.Add(Change(rows));
            }
        }

        var named = new Queue<ShownEntry>(await names.NamedAsync(
            [.. changes.Select(change => change.Entry).OfType<ShownEntry>()], language, known: null, cancel));
        changes = [.. changes.Select(change => change.Entry is null ? change : change with
        {
            Entry = named.Dequeue().On(query.Timeline, language),
        })];

        // During a rebuild the progress is behind what the client has seen; the client waits until it catches up.
        var more = changes.Count == AtOnce;
        return new(changes, more ? changes[^1].Position : Math.Max(after, progress), more);
    }

    /// <summary>
    /// Positions that changed a timeline, the newest first: the last ones up to a position, and the first after it.
    /// </summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="around">The position.</param>
    /// <param name="before">The maximum number up to the position.</param>
    /// <param name="after">The maximum number after it.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<IReadOnlyList<long>> PositionsAsync(
        StreamKey timeline, long around, int before, int after, CancellationToken cancel)
    {
        var version = shown.Version;
        await using var command = database.CreateCommand(
            $"""
            with k as (select {version.Progress} as position)
            select position from (
              ({Some("known_from", "<= $2", "desc", "$3")}) union ({Some("known_to", "<= $2", "desc", "$3")})
              order by 1 desc limit $3) earlier
            union all
            select position from (
              ({Some("known_from", "> $2", "asc", "$4")}) union ({Some("known_to", "> $2", "asc", "$4")})
              order by 1 limit $4) later
            order by 1 desc
            """);
        foreach (var value in new object[] { timeline.ToString(), around, before, after })
            command.Parameters.Add(new() { Value = value });
        var positions = new List<long>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) positions.Add(rows.GetInt64(0));
        return positions;

        string Some(string end, string than, string order, string limit) =>
            $"""
            select distinct {end} as position from {version.Rows}, k where timeline = $1 and {end} {than}
              and {end} <= k.position and {end} < {TimelineTables.StillKnown} order by {end} {order} limit {limit}
            """;
    }

    private static LiveChange Change(NpgsqlDataReader row) => new(row.GetInt64(1), row.GetGuid(2),
        row.IsDBNull(9) ? null : new(
            new(row.GetFieldValue<DateOnly>(3), row.GetInt16(4), row.GetInt32(5), row.GetFieldValue<DateTimeOffset>(6),
                row.GetGuid(2)),
            row.GetString(7), row.GetString(8), row.GetString(9),
            row.IsDBNull(10) ? null : row.GetString(10)));
}
