using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Sets how PostgreSQL looks after the tables that grow with the record, where its defaults do not fit. Each room says
/// it for its own tables, with the reasons.
/// </summary>
/// <remarks>
/// Nothing is partitioned. What keeps a recording from being made twice is the unique index on the ids of events, and
/// one over partitions would have to hold the partition's key as well, so that the same id could be in two of them.
/// Nothing is ever dropped either, and all that is read is read through an index, whose depth is what grows.
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

    /// <summary>Only where it is not so yet: to set it waits for a vacuum that is under way.</summary>
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
