using ClusterEvents.Faults.Stands;

namespace ClusterEvents.Benchmarks;

/// <summary>The program under measurement: the only node of its database, without seeds.</summary>
internal static class MeasuredProgram
{
    public static ProgramProcess Serve(string connection, IReadOnlyDictionary<string, string?> settings) =>
        Start(connection, settings);

    /// <summary>Runs one command.</summary>
    /// <returns>Its peak memory, in MB.</returns>
    public static async Task<long> RunAsync(string connection, params string[] command)
    {
        using var run = Start(connection, new Dictionary<string, string?>(), command);
        var (ended, most) = (run.ExitCodeAsync(CancellationToken.None), 0L);
        while (await Task.WhenAny(ended, Task.Delay(100)) != ended) most = Math.Max(most, run.PeakMegabytes);
        if (await ended != 0)
            throw new InvalidOperationException(
                $"{string.Join(' ', command)} failed: {string.Join('\n', run.Errors)}");
        return most;
    }

    private static ProgramProcess Start(
        string connection, IReadOnlyDictionary<string, string?> settings, params string[] command) =>
        ProgramProcess.Start(new(settings)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings__ClusterEvents"] = connection,
            ["Nodes__Single"] = "true",
            ["Seeds__Load"] = "false",
            // Copies of directives are not to be looked at while pages of them are measured.
            ["Deadlines__Watch"] = "false",
        }, command);
}
