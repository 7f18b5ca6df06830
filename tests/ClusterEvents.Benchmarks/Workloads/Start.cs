using System.Diagnostics;

namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>The time from the start of the process to the first timeline page, on an existing record.</summary>
internal static class Start
{
    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        var turns = new List<Turn>();
        for (var round = 0; round < machine.Options.Rounds; round++)
        {
            installation.Stop();
            var start = Stopwatch.GetTimestamp();
            await installation.ServeAsync();
            var connection = await installation.ConnectAsync();
            await connection.SendAsync(
                HttpConnection.Get($"/v1/timelines/cities/{Samples.City(0)}?limit=50"), StatusCodes.Status200OK);
            var elapsed = Stopwatch.GetElapsedTime(start);
            turns.Add(new(1, elapsed, [elapsed.TotalMilliseconds]));
        }

        var found = Numbers.Of(turns);
        report.Add(new($"start at {size:N0}", "2 s", "p50", found.P50!.Value / 2_000, "≤ 1", found, null));
    }
}
