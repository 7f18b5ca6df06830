using System.Diagnostics;
using ClusterEvents.LocalPostgres;
using ClusterEvents.Tests.LocalPostgres;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Nodes;

/// <summary>A PostgreSQL primary with a synchronous streaming standby.</summary>
internal sealed class StandbyPair : IAsyncDisposable
{
    private const string Database = "clusterevents";

    private readonly TemporaryFolder _folder;
    private readonly LocalPostgresServer _primary;
    private readonly LocalPostgresServer _standby;

    private StandbyPair(TemporaryFolder folder, LocalPostgresServer primary, LocalPostgresServer standby) =>
        (_folder, _primary, _standby) = (folder, primary, standby);

    /// <summary>A connection string with both hosts.</summary>
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

    /// <summary>A connection string with the host alone that is the primary at first.</summary>
    public string First => _primary.ConnectionString(Database);

    /// <summary>A connection string with the host alone that is a standby at first.</summary>
    public string Second => _standby.ConnectionString(Database);

    public static async Task<StandbyPair> StartAsync()
    {
        var folder = new TemporaryFolder();
        var (first, second) = (Path.Combine(folder.Path, "first"), Path.Combine(folder.Path, "second"));
        var primary = await LocalPostgresServer.StartAsync(new() { DataFolder = first }, TestApp.Cancel);
        await primary.EnsureDatabaseAsync(Database, TestApp.Cancel);
        await CopyAsync(primary, first, second);
        var standby = await LocalPostgresServer.StartAsync(new() { DataFolder = second }, TestApp.Cancel);
        await SetAsync(primary, "set synchronous_standby_names = '*'");
        return new(folder, primary, standby);
    }

    /// <summary>Pauses or resumes replay on the standby. It still receives the WAL while paused.</summary>
    public Task ReplayAsync(bool paused) =>
        ExecuteAsync(_standby, paused ? "select pg_wal_replay_pause()" : "select pg_wal_replay_resume()");

    /// <summary>
    /// Kills the standby, and waits until nothing is sent to it any more: its receiver lives a moment longer, and
    /// confirms what it still gets.
    /// </summary>
    public async Task LoseStandbyAsync()
    {
        Kill(_standby);
        Assert.Equal(0, await Eventually.FindAsync(ReceiversAsync, receivers => receivers == 0));
    }

    /// <summary>How long a commit has been waiting for a standby.</summary>
    public Task<double> WaitedAsync() => AskPrimaryAsync<double>(
        """
        select coalesce(max(extract(epoch from clock_timestamp() - state_change)), 0)::double precision
        from pg_stat_activity where wait_event = 'SyncRep'
        """);

    /// <summary>The number of standbys to which the primary sends.</summary>
    private Task<long> ReceiversAsync() => AskPrimaryAsync<long>("select count(*) from pg_stat_replication");

    private async Task<T> AskPrimaryAsync<T>(string sql)
    {
        await using var connection = await OpenAsync(_primary);
        await using var query = new NpgsqlCommand(sql, connection);
        return (T)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    /// <summary>Lets the primary continue without a standby.</summary>
    public Task GoOnAloneAsync() => SetAsync(_primary, "reset synchronous_standby_names");

    /// <summary>Kills the primary and promotes the standby.</summary>
    public async Task FailOverAsync()
    {
        LosePrimary();
        await PromoteAsync();
    }

    public void LosePrimary() => Kill(_primary);

    /// <summary>Lets the standby take writes, without a standby of its own.</summary>
    public async Task PromoteAsync()
    {
        await SetAsync(_standby, "reset synchronous_standby_names");
        await ExecuteAsync(_standby, "select pg_promote()");
    }

    public async ValueTask DisposeAsync()
    {
        await _standby.DisposeAsync();
        await _primary.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A base backup that replicates its origin, with the same owner.</summary>
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

    private static void Kill(LocalPostgresServer server)
    {
        using var postmaster = Process.GetProcessById(server.ProcessId);
        postmaster.Kill();
    }

    private static async Task SetAsync(LocalPostgresServer server, string setting)
    {
        await ExecuteAsync(server, $"alter system {setting}");
        await ExecuteAsync(server, "select pg_reload_conf()");
    }

    private static async Task<NpgsqlConnection> OpenAsync(LocalPostgresServer server)
    {
        var connection = new NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(TestApp.Cancel);
        return connection;
    }

    private static async Task ExecuteAsync(LocalPostgresServer server, string sql)
    {
        await using var connection = await OpenAsync(server);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestApp.Cancel);
    }
}
