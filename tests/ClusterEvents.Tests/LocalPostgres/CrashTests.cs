using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using ClusterEvents.LocalPostgres;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.LocalPostgres;

public sealed class CrashTests : IDisposable
{
    /// <summary>How often a condition is looked at that holds for a moment only.</summary>
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(2);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LocalPostgresOptions Options => new() { DataFolder = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_that_survived_a_killed_program_is_reused()
    {
        var (serverId, connection) = await LeaveSurvivorAsync();
        await Database.RunAsync(connection, "create table kept as select 42 as answer", Cancellation);

        await using var next = await LocalPostgresServer.StartAsync(Options, Cancellation);

        Assert.Equal(serverId, next.ProcessId);
        Assert.Equal(42, await Database.RunAsync(
            next.ConnectionString("postgres"), "select answer from kept", Cancellation));
    }

    [Fact]
    public async Task A_surviving_server_that_waits_for_a_session_before_it_stops_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        var (serverId, connection) = await LeaveSurvivorAsync();
        await using var session = await Database.OpenAsync(connection, Cancellation);
        await SignalAsync("TERM", serverId);

        await using var next = await LocalPostgresServer.StartAsync(Options, Cancellation);

        Assert.NotEqual(serverId, next.ProcessId);
        Assert.Equal(1, await Database.RunAsync(next.ConnectionString("postgres"), "select 1", Cancellation));
    }

    [Fact]
    public async Task A_surviving_server_in_crash_recovery_is_waited_for()
    {
        var (serverId, connection) = await LeaveSurvivorAsync();
        await using var session = await Database.OpenAsync(connection, Cancellation);
        Kill(session.ProcessID);

        await using var next = await LocalPostgresServer.StartAsync(Options, Cancellation);

        Assert.Equal(serverId, next.ProcessId);
        await EventuallyAsync(
            async () => await Database.RunAsync(next.ConnectionString("postgres"), "select 1", Cancellation) is 1);
    }

    [Fact]
    public async Task After_the_server_was_killed_the_next_start_has_every_committed_row()
    {
        await using (var killed = await LocalPostgresServer.StartAsync(Options, Cancellation))
        {
            await Database.RunAsync(
                killed.ConnectionString("postgres"),
                "create table kept as select generate_series(1, 1000) as number", Cancellation);
            Kill(killed.ProcessId);
        }

        await using var next = await LocalPostgresServer.StartAsync(Options, Cancellation);
        Assert.Equal(1000L, await Database.RunAsync(
            next.ConnectionString("postgres"), "select count(*) from kept", Cancellation));
    }

    [Fact]
    public async Task A_stale_process_id_that_another_process_has_by_now_does_not_stop_the_start()
    {
        await using (var killed = await LocalPostgresServer.StartAsync(Options, Cancellation))
            Kill(killed.ProcessId);

        // A process of the server's own user is the hard case: PostgreSQL itself takes any such process for a server.
        await using var other = await LocalPostgresServer.StartAsync(
            new LocalPostgresOptions { Throwaway = true }, Cancellation);
        var path = Path.Combine(_folder.Path, "postgres", "pgdata", "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(path, Cancellation);
        lines[0] = other.ProcessId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(path, lines, Cancellation);

        await using var next = await LocalPostgresServer.StartAsync(Options, Cancellation);
        Assert.NotEqual(other.ProcessId, next.ProcessId);
        Assert.Equal(1, await Database.RunAsync(other.ConnectionString("postgres"), "select 1", Cancellation));
    }

    [Fact]
    public async Task An_empty_process_id_file_does_not_stop_the_start()
    {
        await using (await LocalPostgresServer.StartAsync(Options, Cancellation))
        {
        }
        var path = Path.Combine(_folder.Path, "postgres", "pgdata", "postmaster.pid");
        await File.WriteAllTextAsync(path, "", Cancellation);

        await using var next = await LocalPostgresServer.StartAsync(Options, Cancellation);
        Assert.Equal(1, await Database.RunAsync(next.ConnectionString("postgres"), "select 1", Cancellation));
    }

    [Fact]
    public async Task A_program_killed_while_it_makes_the_cluster_leaves_nothing_in_the_way()
    {
        await KillHolderWhenAsync(() => NewFolders().Any(f => Directory.Exists(Path.Combine(f, "pgdata", "base"))));
        Assert.NotEmpty(NewFolders());

        await using var next = await LocalPostgresServer.StartAsync(Options, Cancellation);

        Assert.Empty(NewFolders());
        Assert.Equal(1, await Database.RunAsync(next.ConnectionString("postgres"), "select 1", Cancellation));
    }

    [Fact]
    public async Task A_program_killed_while_its_server_starts_leaves_nothing_in_the_way()
    {
        await KillHolderWhenAsync(() => Directory.Exists(Path.Combine(_folder.Path, "postgres")));

        await using var next = await LocalPostgresServer.StartAsync(Options, Cancellation);

        Assert.Equal(1, await Database.RunAsync(next.ConnectionString("postgres"), "select 1", Cancellation));
    }

    [Fact]
    public async Task A_cancelled_start_leaves_no_server_and_no_lock()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var start = LocalPostgresServer.StartAsync(Options, cancelled.Token);
        await EventuallyAsync(() => Task.FromResult(Directory.Exists(Path.Combine(_folder.Path, "postgres"))));
        await cancelled.CancelAsync();
        try
        {
            await (await start).DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            var pgdata = Path.Combine(_folder.Path, "postgres", "pgdata");
            if (PostmasterFile.Read(pgdata) is { } left)
                Assert.False(await PostmasterProcess.IsRunningAsync(left.ProcessId, pgdata, Cancellation));
        }

        await using var next = await LocalPostgresServer.StartAsync(Options, Cancellation);
        Assert.Equal(1, await Database.RunAsync(next.ConnectionString("postgres"), "select 1", Cancellation));
    }

    private async Task<(int ServerId, string Connection)> LeaveSurvivorAsync()
    {
        using var holder = HolderProcess.Start(_folder.Path);
        var server = await holder.ServerAsync(Cancellation);
        await holder.KillAsync();
        return (server.ServerId, server.Connection);
    }

    private async Task KillHolderWhenAsync(Func<bool> moment)
    {
        using var holder = HolderProcess.Start(_folder.Path);
        await EventuallyAsync(() => Task.FromResult(moment()));
        await holder.KillAsync();
    }

    private IEnumerable<string> NewFolders() => Directory.Exists(_folder.Path)
        ? Directory.EnumerateDirectories(_folder.Path, "postgres.new-*")
        : [];

    private static Task<bool> EventuallyAsync(
        Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        Eventually.FindAsync(() => HoldsAsync(condition), holds => holds, Often, condition: text);

    private static async Task<bool> HoldsAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    private static async Task SignalAsync(string signal, int processId)
    {
        using var kill = Process.Start("kill", [$"-{signal}", processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancellation);
        Assert.Equal(0, kill.ExitCode);
    }
}
