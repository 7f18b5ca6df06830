using ClusterEvents.Auditing.Reports;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>Commands on a database of another program version, or without a database.</summary>
public sealed class SchemaOwnershipTests
{
    [Fact]
    public async Task Commands_that_read_leave_the_schema_unchanged()
    {
        var connection = await AsAnotherVersionPreparesItAsync();
        var before = await SchemaAsync(connection);

        var export = await CommandRun.OfAsync(connection, "export");
        var replay = await CommandRun.OfAsync(connection, "replay", "city", "can-tho");

        Assert.Equal((0, 22), (export.ExitCode, export.Lines.Length));
        Assert.Equal((0, 1), (replay.ExitCode, replay.Lines.Length));
        Assert.Equal(before, await SchemaAsync(connection));
    }

    [Fact]
    public async Task Commands_that_record_leave_the_schema_unchanged_if_so_configured()
    {
        var connection = await AsAnotherVersionPreparesItAsync();
        var before = await SchemaAsync(connection);

        var again = await CommandRun.OfAsync(connection, "seed", "--Store:Migrate=false");

        Assert.Equal((0, "0 recorded, 22 on record before, 0 refused\n"), (again.ExitCode, again.Output));
        Assert.Equal(before, await SchemaAsync(connection));
    }

    [Fact]
    public async Task A_database_without_a_record_is_reported_and_stays_empty()
    {
        var empty = await TestStore.NewDatabaseAsync();

        foreach (string[] command in new[] { ["export"], new[] { "replay", "city", "can-tho" } })
        {
            var run = await CommandRun.OfAsync(empty, command);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains("Nothing is on record", run.Errors, StringComparison.Ordinal);
        }

        foreach (string[] command in new[] { ["verify"], ["export", "evidence"], new[] { "receipt", $"{Guid.Empty}" } })
        {
            var run = await CommandRun.OfAsync(empty, ["audit", .. command]);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Equal("Nothing is on record: no program has served from this store yet.\n", run.Errors);
        }

        Assert.Equal("", await SchemaAsync(empty));
    }

    /// <summary>A seeded database that lacks a table and indexes of this program version.</summary>
    private static async Task<string> AsAnotherVersionPreparesItAsync()
    {
        var connection = await TestStore.NewDatabaseAsync();
        Assert.Equal(0, (await CommandRun.OfAsync(connection, "seed")).ExitCode);
        await using var database = NpgsqlDataSource.Create(connection);
        await using var drop = database.CreateCommand(
            $"""
            drop table {AuditReports.Table};
            do $$ begin
              execute (select 'drop index ' || string_agg(indexrelid::regclass::text, ', ') from pg_index
                where indrelid = 'clusterevents.mt_events'::regclass and not indisunique);
            end $$
            """);
        await drop.ExecuteNonQueryAsync(TestApp.Cancel);
        return connection;
    }

    /// <summary>The tables, indexes and sequences of all schemas of the program.</summary>
    private static async Task<string> SchemaAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var query = database.CreateCommand(
            """
            select coalesce(string_agg(oid::regclass::text, ' ' order by oid), '') from pg_class
            where relnamespace in (select oid from pg_namespace where nspname in ('clusterevents', 'wolverine'))
            """);
        return (string)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }
}
