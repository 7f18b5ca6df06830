using Npgsql;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// How far a projection or a subscription has come, as Marten's daemon keeps it: a row under the name of its shard,
/// such as <c>TimelinesV3:All</c>, written in the transaction of the page.
/// </summary>
internal static class ProjectionProgress
{
    /// <summary>Part of a statement, an expression: how far a shard has come, in that statement's snapshot.</summary>
    public static string Of(string shard) =>
        $"coalesce((select last_seq_id from clusterevents.mt_event_progression where name = '{shard}'), 0)";

    /// <summary>A statement: forgets that a shard has ever begun.</summary>
    public static string Delete(string shard) =>
        $"delete from clusterevents.mt_event_progression where name = '{shard}'";

    /// <summary>How far those of the shards have come that have begun.</summary>
    public static async Task<Dictionary<string, long>> ReadAsync(
        NpgsqlDataSource database, IEnumerable<string> shards, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select name, last_seq_id from clusterevents.mt_event_progression where name = any($1)");
        query.Parameters.Add(new() { Value = shards.ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var progress = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel)) progress[rows.GetString(0)] = rows.GetInt64(1);
        return progress;
    }
}
