using System.Diagnostics;
using System.Runtime.CompilerServices;
using ClusterEvents.LocalPostgres;

namespace ClusterEvents.Tests.LocalPostgres;

/// <summary>
/// A separate process that runs a private PostgreSQL and can be killed: the test assembly itself, started with an
/// environment variable.
/// </summary>
internal sealed class HolderProcess : IDisposable
{
    private const string Variable = "CLUSTEREVENTS_TESTS_HOLD_POSTGRES";
    private const string ThrowawayFolder = "throwaway";

    private readonly Process _process;

    private HolderProcess(Process process) => _process = process;

    /// <summary>Starts the process without its server. Null folder: a throw-away server.</summary>
    public static HolderProcess Start(string? folder)
    {
        var program = Environment.ProcessPath!;
        var isDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var info = new ProcessStartInfo(program, isDotnet ? [typeof(HolderProcess).Assembly.Location] : [])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        info.Environment[Variable] = folder ?? ThrowawayFolder;
        return new HolderProcess(Process.Start(info)!);
    }

    /// <summary>Waits until its server runs.</summary>
    public async Task<(int ServerId, string Folder, string Connection)> ServerAsync(CancellationToken cancellation)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellation);
        var parts = (line ?? throw new InvalidOperationException("The holder ended early.")).Split('|');
        return (int.Parse(parts[0], null), parts[1], parts[2]);
    }

    /// <summary>Kills this process only (kill -9).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>Runs before anything else in this assembly; in an ordinary test run it does nothing.</summary>
    [ModuleInitializer]
    internal static void HoldIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return;

        // No async method of this assembly may run yet: it would wait for this initializer, and this one for it.
        var options = folder == ThrowawayFolder
            ? new LocalPostgresOptions { Throwaway = true }
            : new LocalPostgresOptions { DataFolder = folder };
        var server = LocalPostgresServer.StartAsync(options).GetAwaiter().GetResult();
        Console.WriteLine($"{server.ProcessId}|{server.DataFolder}|{server.ConnectionString("postgres")}");

        // The end of the input is the end of the test run, however that came about.
        Console.In.ReadToEnd();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Environment.Exit(0);
    }
}
