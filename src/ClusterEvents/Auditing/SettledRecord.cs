using ClusterEvents.Auditing.Sealing;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>
/// Determines the position up to which no more events can appear, so that several reads up to there see the same
/// events, now and later.
/// </summary>
internal static class SettledRecord
{
    /// <summary>
    /// The newest position if nothing is being recorded; otherwise the one before the first gap that an open
    /// transaction may still fill.
    /// </summary>
    public static async Task<long> PositionAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // In this order: a transaction with a position before the newest is either visible in the second answer or has
        // ended.
        var (newest, withoutGap) = await SeenAsync(connection, cancel);
        var takers = await PositionTakers.UnderWayAsync(connection, cancel);
        return takers.Count == 0 ? newest : withoutGap;
    }

    private static async Task<(long Newest, long WithoutGap)> SeenAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            with sealed as (select coalesce(max(position), 0) as position from {LogTables.Leaves}),
            later as (select seq_id, row_number() over (order by seq_id) as place from clusterevents.mt_events
              where seq_id > (select position from sealed))
            select greatest(sealed.position, max(seq_id)),
              greatest(sealed.position, max(seq_id) filter (where seq_id = sealed.position + place))
            from sealed left join later on true group by sealed.position
            """, connection)
        { CommandTimeout = 0 };
        await using var row = await query.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
