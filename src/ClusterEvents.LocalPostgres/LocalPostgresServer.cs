using Npgsql;

namespace ClusterEvents.LocalPostgres;

/// <summary>
/// A private PostgreSQL server, run from the programs installed on this machine. It listens on 127.0.0.1 only, belongs
/// to one program at a time, and stops when it is disposed. If the program is killed, the server keeps running, and
/// the next start on the same folder takes it over.
/// </summary>
/// <remarks>It is not a way to share a database between machines or programs, and it makes no backups.</remarks>
public sealed class LocalPostgresServer : IAsyncDisposable
{
    private const string MaintenanceDatabase = "postgres";

    private readonly InstanceLock _lock;
    private readonly PostgresCluster _cluster;
    private readonly Postmaster _postmaster;
    private readonly bool _throwaway;
    private bool _disposed;

    private LocalPostgresServer(
        InstanceLock folder, PostgresCluster cluster, Postmaster postmaster, PostmasterFile running, bool throwaway)
    {
        _lock = folder;
        _cluster = cluster;
        _postmaster = postmaster;
        _throwaway = throwaway;
        Port = running.Port;
        ProcessId = running.ProcessId;
    }

    /// <summary>
    /// The data folder when none is given: ClusterEvents in the user's local application data folder, and
    /// /var/lib/ClusterEvents for root.
    /// </summary>
    public static string DefaultDataFolder => DataFolders.Default;

    /// <summary>The TCP port on 127.0.0.1; it changes with every start.</summary>
    public int Port { get; }

    /// <summary>The process id of the server's main process, the postmaster.</summary>
    public int ProcessId { get; }

    /// <summary>The full path of the folder with the cluster.</summary>
    public string DataFolder => _cluster.DataFolder;

    /// <summary>The full path of the server's log.</summary>
    public string LogFile => _cluster.LogFile;

    /// <summary>
    /// Creates the cluster if there is none, starts the server or takes over one that is still running, and returns
    /// when it accepts connections: usually after one to three seconds, later if it has to recover from a crash.
    /// </summary>
    /// <exception cref="LocalPostgresException">
    /// PostgreSQL is missing, too old or incomplete; the folder is in use or cannot be used; or the server does not
    /// start. No process is left running in these cases.
    /// </exception>
    public static async Task<LocalPostgresServer> StartAsync(
        LocalPostgresOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Throwaway && options.DataFolder is not null)
            throw new ArgumentException("A throw-away server chooses its own folder.", nameof(options));

        var installed = await PostgresBinaries.FindAsync(options.ProgramFolders, cancellationToken);
        var folder = options.Throwaway
            ? await ThrowawayFolders.ClaimAsync(installed, cancellationToken)
            : InstanceLock.Acquire(DataFolders.Make(options.DataFolder ?? DefaultDataFolder));
        try
        {
            return await StartAsync(folder, installed, options.Throwaway, cancellationToken);
        }
        catch
        {
            folder.Dispose();
            if (options.Throwaway)
                await DataFolders.RemoveAsync(folder.Folder, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Whether a folder has a cluster; its server need not be running.</summary>
    public static bool Exists(string? dataFolder) =>
        Directory.Exists(new PostgresCluster(Path.GetFullPath(dataFolder ?? DefaultDataFolder)).Folder);

    /// <summary>The file with the password of a server's only user; it may not exist.</summary>
    public static string PasswordFileOf(string? dataFolder) =>
        new PostgresCluster(Path.GetFullPath(dataFolder ?? DefaultDataFolder)).PasswordFile;

    /// <summary>
    /// The connection string of a server that another program runs on this folder, for a short task; null if none is
    /// running. The server still belongs to the other program and stops with it.
    /// </summary>
    public static string? ConnectionStringOfRunning(string? dataFolder, string database) =>
        RunningServer.ConnectionString(Path.GetFullPath(dataFolder ?? DefaultDataFolder), database);

    /// <summary>The connection string for a database of this server. It holds the password: do not log it.</summary>
    public string ConnectionString(string database) => _cluster.ConnectionString(Port, database);

    /// <summary>Creates an empty UTF-8 database with this name if it does not exist.</summary>
    public async Task EnsureDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        await using var connection = await OpenAsync(cancellationToken);
        await using var search = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection)
        {
            Parameters = { new() { Value = name } },
        };
        if (await search.ExecuteScalarAsync(cancellationToken) is not null)
            return;

        // template0 is the only template that cannot have been modified.
        var quoted = "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        await using var creation = new NpgsqlCommand(
            $"create database {quoted} template template0 encoding 'UTF8'", connection);
        try
        {
            await creation.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (
            e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another caller created it in the meantime.
        }
    }

    /// <summary>
    /// Ends all sessions, stops the server, waits for its process to end and releases the folder. A throw-away folder
    /// is removed.
    /// </summary>
    /// <exception cref="LocalPostgresException">The server's process does not end.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        try
        {
            await _postmaster.StopAsync(CancellationToken.None);
        }
        finally
        {
            _lock.Dispose();
        }
        if (_throwaway)
            await DataFolders.RemoveAsync(DataFolder, CancellationToken.None);
    }

    private static async Task<LocalPostgresServer> StartAsync(
        InstanceLock folder, IReadOnlyList<PostgresBinaries> installed, bool throwaway, CancellationToken cancellation)
    {
        var cluster = new PostgresCluster(folder.Folder);
        var user = await UnprivilegedUser.FindAsync(cluster.Folder, cancellation);
        if (user is not null)
            await user.RequireReachAsync(folder.Folder, cancellation);

        var binaries = PostgresBinaries.Choose(installed, cluster.MajorVersion(), folder.Folder);
        var tools = new PostgresTools(binaries, user);
        await cluster.CreateIfAbsentAsync(tools, throwaway, cancellation);

        var postmaster = new Postmaster(cluster, tools, throwaway);
        try
        {
            var running = await postmaster.StartOrReuseAsync(cancellation);
            var server = new LocalPostgresServer(folder, cluster, postmaster, running, throwaway);
            await server.RequirePartsAsync(binaries, cancellation);
            return server;
        }
        catch
        {
            await postmaster.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        // Not pooled, so that no session of this class is open when the server stops.
        var connection = new NpgsqlConnection(ConnectionString(MaintenanceDatabase) + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>Reports missing parts of the PostgreSQL installation before a query fails on them.</summary>
    private async Task RequirePartsAsync(PostgresBinaries binaries, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        const string collation = "select exists (select from pg_collation where collname = 'vi-x-icu')";
        if (!await HoldsAsync(connection, collation, cancellation))
        {
            throw new LocalPostgresException(
                $"The PostgreSQL in {binaries.Folder} was built without ICU: the collation vi-x-icu, which sorts " +
                "Vietnamese names, is missing. Install a PostgreSQL with ICU, as the distributions' packages are, " +
                $"and move {_cluster.Folder} away; or set ConnectionStrings__ClusterEvents.");
        }
    }

    private static async Task<bool> HoldsAsync(
        NpgsqlConnection connection, string question, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }
}
