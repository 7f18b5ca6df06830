using System.Diagnostics;
using System.Security.Cryptography;
using ClusterEvents.LocalPostgres;
using Npgsql;

namespace ClusterEvents.Faults.Stands;

/// <summary>A durable PostgreSQL server that is restarted, stopped and killed.</summary>
internal sealed class Store : IAsyncDisposable
{
    private const string Database = "clusterevents";

    private readonly string _folder;
    private LocalPostgresServer? _server;

    private Store(string folder) => _folder = folder;

    /// <summary>Raised with the new port after each start.</summary>
    public event Action<int>? Moved;

    public string ConnectionString => _server!.ConnectionString(Database);

    public string LogFile => _server!.LogFile;

    /// <summary>The process of the server, to which all others of it belong.</summary>
    public int ProcessId => _server!.ProcessId;

    /// <summary>The password of the login, in the form of <c>Passfile</c> in a connection string.</summary>
    public string Passfile => Path.Combine(_folder, "passfile");

    public static async Task<Store> StartAsync(string folder, CancellationToken cancel)
    {
        var store = new Store(folder);
        await store.StartAsync(cancel);
        await store._server!.EnsureDatabaseAsync(Database, cancel);
        store.WritePassfile();
        // Limit the WAL, which would fill a small disk.
        await store.ExecuteAsync("alter system set max_wal_size = '64MB'", cancel);
        await store.ExecuteAsync("alter system set min_wal_size = '32MB'", cancel);
        await store.ExecuteAsync("select pg_reload_conf()", cancel);
        return store;
    }

    /// <summary>Stops the server in one of three ways, and starts it again shortly after.</summary>
    public async Task RestartAsync(string way, TimeSpan away, CancellationToken cancel)
    {
        var signal = way switch { "restart" => "INT", "immediate stop" => "QUIT", _ => "KILL" };
        await Command.SignalAsync(signal, _server!.ProcessId);
        await StopAsync();
        await Task.Delay(away, cancel);
        await StartAsync(cancel);
    }

    /// <summary>Starts the server if it has ended by itself, for example on a full disk.</summary>
    /// <returns>Whether it had ended.</returns>
    public async Task<bool> EnsureRunningAsync(CancellationToken cancel)
    {
        if (await AnswersAsync(cancel)) return false;
        await StopAsync();
        await StartAsync(cancel);
        return true;
    }

    /// <summary>
    /// Changes the password of the login. The connections that are open stay; a node reads the new one from
    /// <see cref="Passfile"/> when it opens another.
    /// </summary>
    public async Task ChangePasswordAsync(CancellationToken cancel)
    {
        var password = RandomNumberGenerator.GetHexString(64, lowercase: true);
        await ExecuteAsync($"alter role current_user password '{password}'", cancel);
        // Not replaced but overwritten: it belongs to the user of the server.
        await File.WriteAllTextAsync(LocalPostgresServer.PasswordFileOf(_folder), password, cancel);
        WritePassfile();
    }

    /// <summary>Runs a query on a connection of its own.</summary>
    public async Task<T> QueryAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return read(rows);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>Atomically, because a node may be reading it.</summary>
    private void WritePassfile()
    {
        var login = new NpgsqlConnectionStringBuilder(ConnectionString);
        var @new = Passfile + ".new";
        File.WriteAllText(@new, $"*:*:*:{login.Username}:{login.Password}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(@new, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(@new, Passfile, overwrite: true);
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        _server = await LocalPostgresServer.StartAsync(new() { DataFolder = _folder }, cancel);
        Moved?.Invoke(_server.Port);
    }

    private async Task StopAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    /// <summary>Whether it accepts connections; waits while it recovers.</summary>
    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        while (IsAlive())
        {
            try
            {
                await ExecuteAsync("select 1", cancel);
                return true;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                await Task.Delay(50, cancel);
            }
        }

        return false;
    }

    private bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(_server!.ProcessId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
