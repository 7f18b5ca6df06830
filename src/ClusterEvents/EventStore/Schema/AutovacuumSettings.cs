using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Applies storage and autovacuum settings to growing tables where PostgreSQL's defaults do not fit. Each part
/// declares those of its own tables, with reasons.
/// </summary>
/// <remarks>
/// No table is partitioned. The unique index on event ids rejects repeated recordings; on a partitioned table it would
/// have to include the partition key, so that the same id could be in two partitions. Nothing is ever dropped, and
/// everything is read through indexes, which only become deeper.
/// </remarks>
public sealed class AutovacuumSettings(NpgsqlDataSource database, IEnumerable<IStoreTables> rooms) : IPreparesStore
{
    public async Task PrepareAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            do $$ begin
              perform pg_advisory_xact_lock(hashtext('clusterevents upkeep'));
              {string.Join("\n  ", rooms.SelectMany(room => room.Options).Select(Set)
                .Concat(rooms.SelectMany(room => room.WithoutStatistics).SelectMany(Leave)))}
            end $$
            """);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Changes a setting only if it differs, because ALTER TABLE waits for a running vacuum.</summary>
    private static string Set(TableOption one) =>
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
