using System.Diagnostics;
using ClusterEvents.EventStore.Appending;
using JasperFx;
using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// Brings Marten's tables to this version, at a start as by <c>db-apply</c>. Marten would give each statement the time
/// of the connection string, half a minute by default; an index over a large record takes longer, and a start that gave
/// up would begin the same again.
/// </summary>
internal sealed partial class SchemaUpdate(
    IDocumentStore store, AppendConnections connections, IConfiguration configuration, ILogger<SchemaUpdate> log)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        MartenStore.Migrates(configuration) ? ApplyAsync(cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Changes what differs; waits while another node does so.</summary>
    public async Task ApplyAsync(CancellationToken cancel)
    {
        // Statements of these connections have no limit of time.
        await using var connection = await connections.Source.OpenConnectionAsync(cancel);
        await LockAsync(connection, "pg_advisory_lock", cancel);
        try
        {
            var database = (PostgresqlDatabase)store.Storage.Database;
            var migration = await database.CreateMigrationAsync(cancel);
            if (migration.Difference != SchemaPatchDifference.None) await ApplyAsync(connection, migration, cancel);
            database.MarkAllFeaturesAsChecked();
        }
        finally
        {
            // A pooled connection would keep it.
            if (connection.State == System.Data.ConnectionState.Open)
                await LockAsync(connection, "pg_advisory_unlock", CancellationToken.None);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, SchemaMigration migration, CancellationToken cancel)
    {
        // Of a new store there is nothing to wait for.
        var isNew = migration.Difference == SchemaPatchDifference.Create;
        var clock = Stopwatch.StartNew();
        if (!isNew)
            LogBegin(string.Join(", ", migration.Deltas.Where(one => one.Difference != SchemaPatchDifference.None)
                .Select(one => one.SchemaObject.Identifier.ToString()).Distinct()));
        await store.Storage.Database.Migrator.ApplyAllAsync(
            connection, migration, AutoCreate.CreateOrUpdate, (IMigrationLogger)store.Options, cancel);
        if (!isNew) LogEnd(clock.Elapsed.TotalSeconds);
    }

    /// <summary>The lock is Marten's own, so that nodes of earlier versions wait as well.</summary>
    private async Task LockAsync(NpgsqlConnection connection, string function, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"select {function}($1)", connection);
        command.Parameters.Add(new() { Value = (long)((StoreOptions)store.Options).ApplyChangesLockId });
        await command.ExecuteNonQueryAsync(cancel);
    }

    [LoggerMessage(LogLevel.Information,
        "The tables are brought to this version: {Tables}. With a large record this may take many minutes; let it come "
        + "to its end, because a start that is stopped begins it anew.")]
    private partial void LogBegin(string tables);

    [LoggerMessage(LogLevel.Information, "The tables are of this version, after {Seconds:0.0} s.")]
    private partial void LogEnd(double seconds);
}
