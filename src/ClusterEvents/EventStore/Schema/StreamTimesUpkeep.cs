using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Sets the times of streams to those of their events, once: earlier programs wrote the time of the transaction, which
/// of an imported history is another.
/// </summary>
internal sealed class StreamTimesUpkeep(NpgsqlDataSource database) : IPreparesStore
{
    private const string Done = "times are those of events";

    public async Task PrepareAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            do $$ begin
              if obj_description('{EventTables.Streams}'::regclass, 'pg_class') is distinct from '{Done}' then
                perform pg_advisory_xact_lock(hashtext('clusterevents upkeep'));
                update {EventTables.Streams} s set created = f.timestamp, timestamp = l.timestamp
                from {EventTables.Events} f, {EventTables.Events} l
                where f.stream_id = s.id and f.version = 1 and l.stream_id = s.id and l.version = s.version
                  and (s.created, s.timestamp) is distinct from (f.timestamp, l.timestamp);
                comment on table {EventTables.Streams} is '{Done}';
              end if;
            end $$
            """);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
