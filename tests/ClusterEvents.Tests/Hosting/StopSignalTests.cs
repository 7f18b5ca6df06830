using ClusterEvents.EventStore.Schema;
using ClusterEvents.Faults.Stands;
using ClusterEvents.LocalPostgres;
using ClusterEvents.Tests.LocalPostgres;
using Npgsql;
using Xunit;
using Command = ClusterEvents.Faults.Stands.Command;

namespace ClusterEvents.Tests.Hosting;

/// <summary>SIGTERM before the program serves, and while a command runs.</summary>
public sealed class StopSignalTests
{
    [Fact]
    public async Task A_stop_while_the_private_server_starts_leaves_no_server_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new TemporaryFolder();
        using var program = ProgramProcess.Start(
            new() { ["ConnectionStrings__ClusterEvents"] = "" }, "--data", folder.Path, "--urls", "http://127.0.0.1:0");
        var server = new PostgresCluster(folder.Path).ServerFolder;
        await Eventually.FindAsync(
            () => Task.FromResult(PostmasterFile.Read(server)), found => found is { IsComplete: true },
            TimeSpan.FromMilliseconds(5));

        await Command.SignalAsync("TERM", program.Id);

        Assert.Equal(0, await program.ExitCodeAsync(TestApp.Cancel));
        Assert.Equal("Stopped before the start was complete. The next start goes on from there.", Said(program));
        Assert.Null(PostmasterFile.Read(server));
    }

    [Fact]
    public async Task A_stop_while_the_schema_is_created_is_no_failure_and_the_next_start_serves()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        var store = await TestStore.NewDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(store);
        await using (var held = await HeldLock.ByAsync(database, $"create schema {MartenStore.Schema}"))
        {
            using var stopped = Serve(store);
            await WaiterAsync(database, held);

            await Command.SignalAsync("TERM", stopped.Id);

            Assert.Equal(0, await stopped.ExitCodeAsync(TestApp.Cancel));
            Assert.EndsWith(
                "Stopped before the start was complete. The next start goes on from there.", Said(stopped),
                StringComparison.Ordinal);
            Assert.DoesNotContain(" fail: ", Said(stopped), StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", Said(stopped), StringComparison.Ordinal);
        }

        using var next = Serve(store);
        await next.AddressAsync(TestApp.Cancel);
    }

    [Fact]
    public async Task A_stopped_import_says_what_stays_and_may_be_repeated()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        var store = await TestStore.NewDatabaseAsync();
        Assert.Equal(0, (await CommandRun.OfAsync(store, "seed")).ExitCode);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(Directory.CreateDirectory(folder.Path).FullName, "one.ndjson");
        await File.WriteAllTextAsync(file, Scenarios.Flowers("stopped-1").ToJsonString(), TestApp.Cancel);
        await using var database = NpgsqlDataSource.Create(store);
        await using (var held = await HeldLock.ByAsync(database, $"lock table {MartenStore.Schema}.mt_events"))
        {
            using var import = ProgramProcess.Start(
                new() { ["ConnectionStrings__ClusterEvents"] = store }, "import", file);
            await WaiterAsync(database, held);

            await Command.SignalAsync("TERM", import.Id);

            Assert.Equal(143, await import.ExitCodeAsync(TestApp.Cancel));
            Assert.Equal("Stopped before the end. What is recorded stays; the same command may be given again.",
                Said(import));
        }

        Assert.Equal("1 recorded, 0 on record before, 0 refused\n",
            (await CommandRun.OfAsync(store, "import", file)).Output);
    }

    private static ProgramProcess Serve(string store) => ProgramProcess.Start(
        new() { ["ConnectionStrings__ClusterEvents"] = store }, "--urls", "http://127.0.0.1:0");

    /// <summary>All that it said on standard error.</summary>
    private static string Said(ProgramProcess program) => string.Join('\n', program.Errors);

    /// <summary>Waits until another session waits for the one that holds a lock.</summary>
    private static async Task WaiterAsync(NpgsqlDataSource database, HeldLock held)
    {
        // In the transaction of the lock the list of sessions would stay as it was at the first look.
        await using var look = database.CreateCommand(
            "select count(*) from pg_stat_activity where $1 = any(pg_blocking_pids(pid))");
        look.Parameters.Add(new() { Value = held.ProcessId });
        await Eventually.FindAsync(
            async () => (long)(await look.ExecuteScalarAsync(TestApp.Cancel))!, waiting => waiting > 0);
    }
}
