using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ClusterEvents.Auditing.Sealing;

namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>The rate of sealing events without leaves, and the time until a receipt is available.</summary>
internal static partial class Seal
{
    private const int Recorders = 8;

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        var leaves = await installation.NumberAsync($"select count(*) from {LogTables.Leaves}");
        var turns = new List<Turn>();
        for (var round = 0; round < machine.Options.Rounds; round++)
        {
            installation.Stop();
            await installation.ExecuteAsync(
                "begin; set local session_replication_role = replica; truncate "
                + $"{string.Join(", ", LogTables.AppendOnly.Except([LogTables.Keys]))}; commit");
            await installation.ServeAsync();
            turns.Add(await Turn.OfAsync(async () =>
            {
                while (await installation.NumberAsync($"select count(*) from {LogTables.Leaves}") < leaves)
                    await Task.Delay(20);
                return leaves;
            }));
            Check.Equal(leaves, await installation.NumberAsync($"select count(*) from {LogTables.Leaves}"), "leaves");
        }

        var found = Numbers.Of(turns);
        report.Add(new($"seal {size:N0}", "10,000 leaves/s", "rate", found.PerSecond / 10_000, "≥ 1", found, null));
        await ReceiptsAsync(machine, installation, report);
    }

    private static async Task ReceiptsAsync(Machine machine, Installation installation, Report report)
    {
        var waits = new System.Collections.Concurrent.ConcurrentBag<double>();
        var next = 0;
        var recorders = new Func<Task>[Recorders];
        for (var i = 0; i < Recorders; i++)
        {
            var connection = await installation.ConnectAsync();
            recorders[i] = async () => waits.Add(await ReceiptAsync(connection, Interlocked.Increment(ref next)));
        }

        await Load.RunAsync(recorders, machine.Options.Turn * machine.Options.Rounds);
        var found = Numbers.Of([new Turn(waits.Count, machine.Options.Turn * machine.Options.Rounds, [.. waits])]);
        report.Add(new("record → signed checkpoint", "2 s", "p99", found.P99!.Value / 2_000, "≤ 1", found, null));
    }

    private static async Task<double> ReceiptAsync(HttpConnection connection, int number)
    {
        var recorded = await connection.SendAsync(
            Samples.Request(Samples.Flowers($"receipt-{number}", number)), StatusCodes.Status201Created);
        var acknowledged = Stopwatch.GetTimestamp();
        var activity = Activity().Match(Encoding.UTF8.GetString(recorded.Span)).Groups[1].Value;
        await connection.SendAsync(HttpConnection.Get($"/v1/activities/{activity}/receipt"), StatusCodes.Status200OK);
        return Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds;
    }

    [GeneratedRegex("\"activityId\":\"([^\"]+)\"")]
    private static partial Regex Activity();
}
