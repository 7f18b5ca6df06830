using ClusterEvents.Faults.Stands;
using ClusterEvents.Tests.Hosting;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.EventStore;

/// <summary>An index over a large record takes longer than the connection string gives to a statement.</summary>
public sealed class SchemaUpdateTests
{
    private const int CommandTimeout = 3;

    [Fact]
    public async Task A_start_goes_on_when_changing_tables_takes_longer_than_a_statement_may()
    {
        var store = await WithoutAnIndexAsync();
        using var program = await SlowlyAsync(store, connection => ProgramProcess.Start(
            new() { ["ConnectionStrings__ClusterEvents"] = connection }, "--urls", "http://127.0.0.1:0"));

        await program.AddressAsync(TestApp.Cancel);

        Assert.Equal(1, await IndexesAsync(store));
        Assert.Contains(program.Errors, line => line.Contains("listing", StringComparison.Ordinal)
            && line.Contains("With a large record this may take many minutes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Db_apply_goes_on_when_changing_tables_takes_longer_than_a_statement_may()
    {
        var store = await WithoutAnIndexAsync();
        var run = await await SlowlyAsync(
            store, connection => CommandRun.OfProcessAsync(connection, "db-apply"));

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(1, await IndexesAsync(store));
    }

    /// <summary>A store as an earlier version made it.</summary>
    private static async Task<string> WithoutAnIndexAsync()
    {
        var store = await TestStore.NewDatabaseAsync();
        Assert.Equal(0, (await CommandRun.OfAsync(store, "seed")).ExitCode);
        await using var database = NpgsqlDataSource.Create(store);
        await using var drop = database.CreateCommand(
            """
            do $$ begin
              execute (select 'drop index ' || oid::regclass from pg_class
                where relname like 'listing_current_by_rank%');
            end $$
            """);
        await drop.ExecuteNonQueryAsync(TestApp.Cancel);
        Assert.Equal(0, await IndexesAsync(store));
        return store;
    }

    /// <summary>What was started, once the index has waited for longer than a statement may take.</summary>
    private static async Task<T> SlowlyAsync<T>(string store, Func<string, T> start)
    {
        await using var database = NpgsqlDataSource.Create(store);
        await using var find = database.CreateCommand(
            "select oid::regclass::text from pg_class where relname like 'listing%' and relkind = 'r'");
        var table = (string)(await find.ExecuteScalarAsync(TestApp.Cancel))!;
        await using var held = await HeldLock.ByAsync(database, $"lock table {table} in row exclusive mode");
        var program = start($"{store};Command Timeout={CommandTimeout}");
        await using var look = database.CreateCommand(
            """
            select count(*) from pg_stat_activity
            where $1 = any(pg_blocking_pids(pid)) and clock_timestamp() - query_start > $2 * interval '1 s'
            """);
        look.Parameters.Add(new() { Value = held.ProcessId });
        look.Parameters.Add(new() { Value = CommandTimeout + 1.0 });
        await Eventually.FindAsync(
            async () => (long)(await look.ExecuteScalarAsync(TestApp.Cancel))!, waiting => waiting > 0);
        return program;
    }

    private static async Task<long> IndexesAsync(string store)
    {
        await using var database = NpgsqlDataSource.Create(store);
        await using var count = database.CreateCommand(
            "select count(*) from pg_class where relname like 'listing_current_by_rank%' and relkind = 'i'");
        return (long)(await count.ExecuteScalarAsync(TestApp.Cancel))!;
    }
}
