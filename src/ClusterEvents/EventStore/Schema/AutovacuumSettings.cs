using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// How PostgreSQL looks after the tables that grow with the record, where its defaults do not fit: each setting with
/// its reason.
/// </summary>
/// <remarks>
/// Nothing is partitioned. What keeps a recording from being made twice is the unique index on the ids of events, and
/// one over partitions would have to hold the partition's key as well, so that the same id could be in two of them.
/// Nothing is ever dropped either, and all that is read is read through an index, whose depth is what grows.
/// </remarks>
public sealed class AutovacuumSettings(NpgsqlDataSource database, TimelineVersion timelines) : IPreparesStore
{
    private const string Events = $"{TimelineTables.Schema}.mt_events";
    private const string Streams = $"{TimelineTables.Schema}.mt_streams";

    private readonly (string Table, string Option, string Value)[] _options =
    [
        // The version of a stream changes with each event on it: with room on its page no index need learn of that.
        (Streams, "fillfactor", "80"),
        // What never changes is frozen the first time that vacuum sees it. Otherwise all of the record would be written
        // once more, years later and at once.
        (Events, "autovacuum_freeze_min_age", "0"),
        (LogTables.Leaves, "autovacuum_freeze_min_age", "0"),
        // Which words are common changes slowly, and to count them is the dearest of all analyses.
        (timelines.Activities, "autovacuum_analyze_scale_factor", "0.5"),
    ];

    /// <summary>
    /// No index leads to these, and they are most of what a row holds: their statistics would be most of the
    /// work of each analysis, which a record that grows causes again and again.
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

    /// <summary>Only where it is not so yet: to set it waits for a vacuum that is under way.</summary>
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
