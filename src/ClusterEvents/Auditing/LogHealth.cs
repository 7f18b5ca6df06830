using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>Reads the progress of the transparency log and of its witnesses, in one statement.</summary>
public sealed class LogHealth(NpgsqlDataSource database, WitnessSettings settings, TimeProvider time)
{
    private readonly StallDetector _stalls = new(time);

    /// <exception cref="NpgsqlException">The database is unreachable.</exception>
    public async Task<LogState> LookAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"""
            select coalesce((select max(size) from {LogTables.Checkpoints}), 0),
              coalesce((select position from {LogTables.Leaves} order by index desc limit 1), 0),
              {EventFragments.NewestPosition},
              coalesce((select size from {LogTables.Cosignatures}
                where witness = any($2) group by size having count(*) >= $1 order by size desc limit 1), 0),
              (select count(*) from {LogTables.Cosignatures}
                where witness = any($2)
                  and size = (select max(size) from {LogTables.Cosignatures} where witness = any($2)))::int,
              {EventFragments.AgeAfter(
                  $"coalesce((select position from {LogTables.Leaves} order by index desc limit 1), 0)")}
            """);
        query.Parameters.Add(new() { Value = (long)settings.Quorum });
        query.Parameters.Add(new() { Value = settings.Witnesses.Select(witness => witness.Key.Name).ToArray() });
        await using var row = await query.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var (position, lag) = (row.GetInt64(1), Math.Max(0, row.GetInt64(2) - row.GetInt64(1)));
        return new(row.GetInt64(0), position, lag, row.GetDouble(5), row.GetInt64(3), row.GetInt32(4), settings.Quorum,
            _stalls.IsStuck("log", position, lag));
    }
}
