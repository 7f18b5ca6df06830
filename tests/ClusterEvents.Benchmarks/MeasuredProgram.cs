using ClusterEvents.Faults.Stands;

namespace ClusterEvents.Benchmarks;

/// <summary>The program as it is measured: alone on its store, which holds no seeds.</summary>
internal static class MeasuredProgram
{
    public static ProgramProcess Serve(string connection) => Start(connection);

    /// <summary>Runs one command to its end.</summary>
    /// <returns>The most memory that it was seen to hold, in MB.</returns>
    public static async Task<long> RunAsync(string connection, params string[] command)
    {
        using var run = Start(connection, command);
        var (ended, most) = (run.ExitCodeAsync(CancellationToken.None), 0L);
        while (await Task.WhenAny(ended, Task.Delay(100)) != ended) most = Math.Max(most, run.PeakMegabytes);
        if (await ended != 0)
            throw new InvalidOperationException(
                $"{string.Join(' ', command)} failed: {string.Join('\n', run.Errors)}");
        return most;
    }

    private static ProgramProcess Start(string connection, params string[] command) => ProgramProcess.Start(
        new()
        {
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings__ClusterEvents"] = connection,
            ["Nodes__Single"] = "true",
            ["Seeds__Load"] = "false",
        },
        command);
}
