using ClusterEvents.EventStore.Daemon;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>The position up to which signed checkpoints include every event.</summary>
public sealed class LogProgress(NpgsqlDataSource database, ILogger<LogProgress> log)
    : ProgressListener(database, [Channel], log)
{
    public const string Channel = "clusterevents_log";

    protected override Task<string?> AskAsync(bool told, CancellationToken cancel) => Task.FromResult(told ? null
        : $"select position from {LogTables.Leaves} where index = (select max(size) - 1 from {LogTables.Checkpoints})");
}
