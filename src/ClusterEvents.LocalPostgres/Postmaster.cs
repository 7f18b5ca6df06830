using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ClusterEvents.LocalPostgres;

/// <summary>Starts, detects and stops the server process of a cluster.</summary>
internal sealed class Postmaster(PostgresCluster cluster, PostgresTools tools, bool throwaway)
{
    // WAL replay after a crash of a busy server takes minutes at most; a normal start takes a second.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FastStopLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ImmediateStopLimit = TimeSpan.FromSeconds(30);

    // PostgreSQL fills postmaster.pid as soon as it creates it; a file that stays empty is left from a full disk or
    // crash.
    private static readonly TimeSpan EmptyFileLimit = TimeSpan.FromSeconds(2);

    // Temporary failures, or failures that another port avoids: the start is retried.
    private static readonly string[] PassingFailures =
    [
        "could not create any TCP/IP sockets",
        "is still in use",
        "lock file \"postmaster.pid\" already exists",
        "could not create lock file \"postmaster.pid\"",
    ];

    /// <summary>
    /// Returns a server that accepts connections: one left by a killed program, or a new one. Waits for a server that
    /// is starting, recovering or stopping.
    /// </summary>
    public async Task<PostmasterFile> StartOrReuseAsync(CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var rotated = false;
        while (true)
        {
            var running = await FindRunningAsync(cancellation);
            if (running is null)
            {
                if (!rotated)
                    cluster.RotateLog();
                rotated = true;
                if (await LaunchAsync(cancellation))
                    continue;
            }
            else if (await AnswersAsync(running, cancellation))
            {
                return running;
            }
            else if (running.IsStopping)
            {
                // It may be in a smart shutdown, waiting for a session that will never end.
                await SignalStopAsync("fast", cancellation);
            }

            if (TimeProvider.System.GetElapsedTime(started) > StartLimit)
                throw NotStarted($"It accepted no connection for {StartLimit.TotalMinutes} minutes.", LogTail(0));
            await Task.Delay(Wait.Pause, cancellation);
        }
    }

    /// <summary>Stops the server, if one is running, and returns when its process has ended.</summary>
    /// <exception cref="LocalPostgresException">The process does not end.</exception>
    public async Task StopAsync(CancellationToken cancellation)
    {
        // A test's data is discarded, so its server need not flush it to disk.
        if (!throwaway && await StopAsync("fast", FastStopLimit, cancellation))
            return;
        if (!await StopAsync("immediate", ImmediateStopLimit, cancellation))
            throw new LocalPostgresException($"The PostgreSQL server in {cluster.ServerFolder} does not stop.");
    }

    /// <summary>False if the process has not ended in time.</summary>
    private async Task<bool> StopAsync(string mode, TimeSpan limit, CancellationToken cancellation)
    {
        var folder = cluster.ServerFolder;
        if (PostmasterFile.Read(folder) is not { IsComplete: true } file)
            return true;

        // The file is removed slightly before the process ends, so wait for the process.
        var stopping = TimeProvider.System.GetTimestamp();
        var signalled = false;
        while (await PostmasterProcess.IsRunningAsync(file.ProcessId, folder, cancellation))
        {
            if (!signalled)
                await SignalStopAsync(mode, cancellation);
            signalled = true;
            if (TimeProvider.System.GetElapsedTime(stopping) > limit)
                return false;
            await Task.Delay(Wait.Pause, cancellation);
        }
        return true;
    }

    /// <summary>
    /// Signals the server to stop without waiting; a second Ctrl-C would interrupt pg_ctl's own wait.
    /// </summary>
    private async Task SignalStopAsync(string mode, CancellationToken cancellation) =>
        await tools.RunAsync("pg_ctl", ["stop", "-s", "-W", "-m", mode, "-D", cluster.ServerFolder], cancellation);

    /// <summary>The running postmaster of this cluster; a pid file left by a dead one is neutralised.</summary>
    private async Task<PostmasterFile?> FindRunningAsync(CancellationToken cancellation)
    {
        var folder = cluster.ServerFolder;
        if (!await Wait.UntilAsync(
            () => PostmasterFile.Read(folder) is not { IsComplete: false }, EmptyFileLimit, cancellation))
        {
            File.Delete(PostmasterFile.PathIn(folder));
        }

        var file = PostmasterFile.Read(folder);
        if (file is not { IsComplete: true })
            return null;
        if (await PostmasterProcess.IsRunningAsync(file.ProcessId, folder, cancellation))
            return file;
        if (PostmasterProcess.IdIsTaken(file.ProcessId))
            PostmasterFile.Disown(folder);
        return null;
    }

    /// <summary>Starts a server on a free port; false if it failed for a temporary reason.</summary>
    private async Task<bool> LaunchAsync(CancellationToken cancellation)
    {
        cluster.WriteSettings(FreePort(), throwaway);
        var logBefore = File.Exists(cluster.LogFile) ? new FileInfo(cluster.LogFile).Length : 0;
        var limit = FormattableString.Invariant($"{StartLimit.TotalSeconds}");

        // pg_ctl starts the server in a session of its own, so that Ctrl-C in the terminal reaches only the program,
        // which then stops the server cleanly.
        var starting = tools.RunAsync(
            "pg_ctl",
            ["start", "-s", "-w", "-t", limit, "-D", cluster.ServerFolder, "-l", cluster.LogFile],
            CancellationToken.None);
        var result = await OrStoppableAsync(starting, cancellation);
        if (result.Succeeded)
            return true;

        var log = LogTail(logBefore);
        if (PassingFailures.Any(failure => log.Contains(failure, StringComparison.Ordinal)))
            return false;
        throw NotStarted(result.Output, log);
    }

    /// <summary>
    /// Waits for pg_ctl. Cancellation does not kill it, and the server with it: it waits until the server can be
    /// stopped in order, which pg_ctl then notices.
    /// </summary>
    private async Task<Command.Result> OrStoppableAsync(Task<Command.Result> starting, CancellationToken cancellation)
    {
        try
        {
            return await starting.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await Wait.UntilAsync(
                () => starting.IsCompleted || PostmasterFile.Read(cluster.ServerFolder) is { IsComplete: true },
                ImmediateStopLimit, CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// Whether the server accepts the cluster's password, which also proves that it is this cluster's server. False
    /// while it is starting, recovering or stopping.
    /// </summary>
    private async Task<bool> AnswersAsync(PostmasterFile running, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                cluster.ConnectionString(running.Port, "postgres") + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new LocalPostgresException(
                $"The password in {cluster.PasswordFile} does not open the PostgreSQL server of that folder. " +
                "Restore the file from a backup, or choose another folder with --data.", e);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private LocalPostgresException NotStarted(string reason, string log) => new(
        $"The private PostgreSQL in {cluster.DataFolder} did not start. {reason}\n" +
        $"Its log is {cluster.LogFile}:\n{log}");

    private string LogTail(long from)
    {
        const int enough = 4000;
        if (!File.Exists(cluster.LogFile))
            return "";
        using var file = new FileStream(cluster.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Max(from, file.Length - enough);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().TrimEnd();
    }

    /// <summary>A port that is free now; if another program takes it first, the start is retried.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
