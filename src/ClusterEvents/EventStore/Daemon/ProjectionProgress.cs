using Npgsql;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// The progress of a projection or subscription, as Marten's daemon stores it: a row under the name of its shard (that
/// of the projection, and <c>:All</c>), written in the transaction of the page.
/// </summary>
internal static class ProjectionProgress
{
    /// <summary>The name of the daemon's own row: the position up to which it has looked, and no gap is left.</summary>
    public const string HighWaterMark = "HighWaterMark";

    /// <summary>A SQL expression for the progress of a shard, in the snapshot of the statement.</summary>
    public static string Of(string shard) =>
        $"coalesce((select last_seq_id from clusterevents.mt_event_progression where name = '{shard}'), 0)";

    /// <summary>A statement that deletes the progress of a shard.</summary>
    public static string Delete(string shard) =>
        $"delete from clusterevents.mt_event_progression where name = '{shard}'";

    /// <summary>The names of all shards that ever started; none if there is no store yet.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var tables = new NpgsqlCommand(
            "select to_regclass('clusterevents.mt_event_progression') is not null", connection);
        if (await tables.ExecuteScalarAsync(cancel) is not true) return [];
        await using var query = new NpgsqlCommand("select name from clusterevents.mt_event_progression", connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await rows.ReadAsync(cancel)) names.Add(rows.GetString(0));
        return names;
    }

    /// <summary>The progress of those shards that have started.</summary>
    public static async Task<Dictionary<string, long>> ReadAsync(
        NpgsqlConnection connection, IEnumerable<string> shards, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            "select name, last_seq_id from clusterevents.mt_event_progression where name = any($1)", connection);
        query.Parameters.Add(new() { Value = shards.ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var progress = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel)) progress[rows.GetString(0)] = rows.GetInt64(1);
        return progress;
    }
}
