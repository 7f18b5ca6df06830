using System.Diagnostics;
using ClusterEvents.LocalPostgres;
using ClusterEvents.Tests.LocalPostgres;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>
/// A PostgreSQL and a streaming standby of it. What the primary has acknowledged is on the standby: it replicates
/// synchronously.
/// </summary>
internal sealed class StandbyPair : IAsyncDisposable
{
    private const string Database = "clusterevents";

    private readonly TemporaryFolder _folder;
    private readonly LocalPostgresServer _primary;
    private readonly LocalPostgresServer _standby;

    private StandbyPair(TemporaryFolder folder, LocalPostgresServer primary, LocalPostgresServer standby) =>
        (_folder, _primary, _standby) = (folder, primary, standby);

    /// <summary>As a user names them: both hosts, in whatever order.</summary>
    public string ConnectionString
    {
        get
        {
            var to = new NpgsqlConnectionStringBuilder(_primary.ConnectionString(Database));
            to.Host = $"{to.Host}:{_standby.Port},{to.Host}:{_primary.Port}";
            to.Remove("Port");
            return to.ConnectionString;
        }
    }

    public static async Task<StandbyPair> StartAsync()
    {
        var folder = new TemporaryFolder();
        var (first, second) = (Path.Combine(folder.Path, "first"), Path.Combine(folder.Path, "second"));
        var primary = await LocalPostgresServer.StartAsync(new() { DataFolder = first }, TestApp.Cancel);
        await primary.EnsureDatabaseAsync(Database, TestApp.Cancel);
        await CopyAsync(primary, first, second);
        var standby = await LocalPostgresServer.StartAsync(new() { DataFolder = second }, TestApp.Cancel);
        await ExecuteAsync(primary, "alter system set synchronous_standby_names = '*'");
        await ExecuteAsync(primary, "select pg_reload_conf()");
        return new(folder, primary, standby);
    }

    /// <summary>
    /// Holds the standby where it is, or lets it catch up. What the primary acknowledges reaches it all the same.
    /// </summary>
    public Task ReplayAsync(bool paused) =>
        ExecuteAsync(_standby, paused ? "select pg_wal_replay_pause()" : "select pg_wal_replay_resume()");

    /// <summary>The standby dies.</summary>
    public void LoseStandby()
    {
        using var postmaster = Process.GetProcessById(_standby.ProcessId);
        postmaster.Kill();
    }

    /// <summary>How long the primary has had a transaction that waits for a standby.</summary>
    public async Task<double> WaitedAsync()
    {
        await using var connection = new NpgsqlConnection(_primary.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(TestApp.Cancel);
        await using var query = new NpgsqlCommand(
            """
            select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::double precision
            from pg_stat_activity where wait_event = 'SyncRep'
            """, connection);
        return (double)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    /// <summary>The primary goes on without a standby.</summary>
    public async Task GoOnAloneAsync()
    {
        await ExecuteAsync(_primary, "alter system reset synchronous_standby_names");
        await ExecuteAsync(_primary, "select pg_reload_conf()");
    }

    /// <summary>The primary dies, and the standby takes its place.</summary>
    public async Task FailOverAsync()
    {
        using (var postmaster = Process.GetProcessById(_primary.ProcessId)) postmaster.Kill();
        await ExecuteAsync(_standby, "select pg_promote()");
    }

    public async ValueTask DisposeAsync()
    {
        await _standby.DisposeAsync();
        await _primary.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A base backup that follows its origin, owned by whom the origin belongs to.</summary>
    private static async Task CopyAsync(LocalPostgresServer primary, string first, string second)
    {
        var (origin, copy) = (Path.Combine(first, "postgres"), Path.Combine(second, "postgres"));
        Directory.CreateDirectory(copy);
        File.Copy(Path.Combine(origin, "password"), Path.Combine(copy, "password"));
        var to = new NpgsqlConnectionStringBuilder(primary.ConnectionString("postgres"));
        var installed = (await PostgresBinaries.FindAsync(null, TestApp.Cancel))[0];
        await RunAsync(installed.Program("pg_basebackup"), "--write-recovery-conf", "--checkpoint=fast",
            $"--pgdata={Path.Combine(copy, "pgdata")}",
            $"--dbname=postgresql://{to.Username}:{to.Password}@{to.Host}:{to.Port}/postgres");
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "--recursive", $"--reference={origin}", second);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync(TestApp.Cancel);
        await process.WaitForExitAsync(TestApp.Cancel);
        Assert.True(process.ExitCode == 0, errors);
    }

    private static async Task ExecuteAsync(LocalPostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(TestApp.Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestApp.Cancel);
    }
}
