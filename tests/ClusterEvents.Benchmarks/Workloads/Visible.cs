using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// How long after its acknowledgement an event is on its timeline, while others record at half of the maximum.
/// </summary>
internal static partial class Visible
{
    private const int Connections = 32;
    private const int Probes = 4;

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        var recorders = await Recorders.OfAsync(installation, Connections, Recorders.Flowers("load"));
        var most = await MostAsync(machine, recorders);
        var next = 0;
        var paced = recorders.Select(recorder => Paced(recorder, Connections / (most / 2))).ToArray();
        var probes = new Func<Task<double>>[Probes];
        for (var i = 0; i < Probes; i++)
        {
            var connection = await installation.ConnectAsync();
            probes[i] = () => ProbeAsync(connection, Interlocked.Increment(ref next));
        }

        var turns = new List<Turn>();
        for (var round = 0; round < machine.Options.Rounds; round++)
        {
            var load = Load.RunAsync(paced, machine.Options.Turn);
            var seen = new System.Collections.Concurrent.ConcurrentBag<double>();
            await Load.RunAsync(
                [.. probes.Select<Func<Task<double>>, Func<Task>>(probe => async () => seen.Add(await probe()))],
                machine.Options.Turn);
            turns.Add(new Turn(seen.Count, machine.Options.Turn, [.. seen]));
            await load;
        }

        var found = Numbers.Of(turns);
        report.Add(new("record → visible", "250 ms", "p99", found.P99!.Value / 250, "≤ 1", found, null));
        report.Note($"record → visible: others recorded {most / 2:N0} a second, half of {most:N0}");
    }

    private static async Task<double> MostAsync(Machine machine, Func<Task>[] recorders)
    {
        await Load.RunAsync(recorders, machine.Options.Turn);
        return (await Load.RunAsync(recorders, machine.Options.Turn)).Rate;
    }

    /// <summary>Runs an operation at a fixed interval; missed intervals are skipped.</summary>
    private static Func<Task> Paced(Func<Task> work, double seconds) => async () =>
    {
        var pause = Task.Delay(TimeSpan.FromSeconds(seconds));
        await work();
        await pause;
    };

    private static async Task<double> ProbeAsync(HttpConnection connection, int number)
    {
        var recorded = await connection.SendAsync(
            Samples.Request(Samples.Flowers($"probe-{number}", number)), StatusCodes.Status201Created);
        var acknowledged = Stopwatch.GetTimestamp();
        var position = Position().Match(Encoding.UTF8.GetString(recorded.Span)).Groups[1].Value;
        await connection.SendAsync(HttpConnection.Get(
            $"/v1/timelines/cities/{Samples.City(number)}?limit=1&atLeast={position}"), StatusCodes.Status200OK);
        return Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds;
    }

    [GeneratedRegex("\"position\":([0-9]+)")]
    private static partial Regex Position();
}
