using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Storage and autovacuum settings of the growing tables where PostgreSQL's defaults do not fit, each with its reason.
/// </summary>
/// <remarks>
/// No table is partitioned. The unique index on event ids rejects repeated recordings; on a partitioned table it would
/// have to include the partition key, so that the same id could be in two partitions. Nothing is ever dropped, and
/// everything is read through indexes, which only become deeper.
/// </remarks>
public sealed class AutovacuumSettings(NpgsqlDataSource database, TimelineVersion timelines) : IPreparesStore
{
    private const string Events = $"{TimelineTables.Schema}.mt_events";
    private const string Streams = $"{TimelineTables.Schema}.mt_streams";

    private readonly (string Table, string Option, string Value)[] _options =
    [
        // Each event updates its stream's row: free space on the page allows HOT updates without touching indexes.
        (Streams, "fillfactor", "80"),
        // Freeze rows at the first vacuum, because they never change. Otherwise an anti-wraparound vacuum would
        // rewrite the whole table years later.
        (Events, "autovacuum_freeze_min_age", "0"),
        (LogTables.Leaves, "autovacuum_freeze_min_age", "0"),
        // Word statistics change slowly and are the most expensive to collect.
        (timelines.Activities, "autovacuum_analyze_scale_factor", "0.5"),
    ];

    /// <summary>
    /// Large columns without an index: collecting their statistics would be most of the work of each ANALYZE, which a
    /// growing table causes again and again.
    /// </summary>
    private readonly (string Table, string Columns)[] _noStatistics =
    [
        (Events, "data, headers, mt_dotnet_type"),
        (LogTables.Leaves, "hash, entry"),
        (timelines.Activities, "title_vi, summary_vi, title_en, summary_en, body, corrections"),
    ];

    public async Task PrepareAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            do $$ begin
              perform pg_advisory_xact_lock(hashtext('clusterevents upkeep'));
              {string.Join("\n  ", _options.Select(Set).Concat(_noStatistics.SelectMany(Leave)))}
            end $$
            """);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Changes a setting only if it differs, because ALTER TABLE waits for a running vacuum.</summary>
    private static string Set((string Table, string Option, string Value) one) =>
        $"""
        if not exists (select from pg_class
          where oid = '{one.Table}'::regclass and '{one.Option}={one.Value}' = any(reloptions))
        then alter table {one.Table} set ({one.Option} = {one.Value}); end if;
        """;

    private static IEnumerable<string> Leave((string Table, string Columns) some) => some.Columns.Split(", ").Select(
        column =>
            $"""
            if not exists (select from pg_attribute
              where attrelid = '{some.Table}'::regclass and attname = '{column}' and attstattarget = 0)
            then alter table {some.Table} alter {column} set statistics 0; end if;
            """);
}
