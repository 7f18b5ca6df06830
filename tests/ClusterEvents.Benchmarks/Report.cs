using System.Diagnostics;
using System.Text.Json;
using ClusterEvents.Hosting.Composition;

namespace ClusterEvents.Benchmarks;

/// <summary>One comparison of the service with a yardstick.</summary>
/// <param name="Workload">The workload and its size.</param>
/// <param name="Yardstick">The yardstick.</param>
/// <param name="Measure">The measure that is compared.</param>
/// <param name="Ratio">Service to yardstick: the median over the rounds.</param>
/// <param name="Goal">The goal; null if there is none.</param>
/// <param name="Service">The service's numbers.</param>
/// <param name="Compared">The yardstick's numbers.</param>
internal sealed record Row(
    string Workload, string Yardstick, string Measure, double Ratio, string? Goal, Numbers? Service, Numbers? Compared);

/// <summary>The median rate of the rounds, and latencies over all of them in milliseconds.</summary>
internal sealed record Numbers(double PerSecond, double? P50, double? P99, double? P999)
{
    public static Numbers Of(IReadOnlyCollection<Turn> turns)
    {
        double[] all = [.. turns.SelectMany(turn => turn.Latencies).Order()];
        double? At(double part) => all.Length == 0 ? null : Math.Round(all[(int)((all.Length - 1) * part)], 2);
        return new(Math.Round(Median(turns.Select(turn => turn.Rate)), 1), At(0.5), At(0.99), At(0.999));
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2]
            : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>Collects measurements, and prints them as a table and as JSON.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<Row> _rows = [];
    private readonly List<string> _notes = [];
    private Dictionary<string, string> _environment = [];

    public async Task DescribeAsync(Machine machine)
    {
        _environment = new()
        {
            ["started"] = TimeProvider.System.GetUtcNow().ToString("O"),
            ["cores"] = $"{Environment.ProcessorCount}",
            ["system"] = System.Runtime.InteropServices.RuntimeInformation.OSDescription,
            ["runtime"] = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            ["commit"] = FileVersionInfo.GetVersionInfo(
                typeof(Hosting.Composition.ServiceComposition).Assembly.Location).ProductVersion ?? "",
            ["rounds"] = $"{machine.Options.Rounds}",
            ["smoke"] = $"{machine.Options.Smoke}",
        };
        foreach (var name in (string[])
            ["server_version", "fsync", "synchronous_commit", "shared_buffers", "max_wal_size"])
            _environment[$"postgresql {name}"] = await machine.SettingAsync(name);
    }

    public void Add(Row row)
    {
        _rows.Add(row);
        Console.WriteLine($"{row.Workload} / {row.Yardstick}: {row.Ratio:0.00} × of {row.Measure}");
    }

    public void Note(string note)
    {
        _notes.Add(note);
        Console.WriteLine(note);
    }

    public void Print()
    {
        Console.WriteLine($"\n{string.Join(", ", _environment.Select(e => $"{e.Key} {e.Value}"))}");
        // Counts were checked on the way; the times of a short run are meaningless.
        if (_environment["smoke"] == $"{true}")
        {
            Console.WriteLine("Smoke run: all counts are right.");
            return;
        }

        Console.WriteLine(
            $"\n{"workload",-34} {"yardstick",-24} {"measure",-10} {"ratio",7}  {"goal",-10} service | yardstick: "
            + "per second, p50/p99/p999 in ms");
        foreach (var row in _rows)
            Console.WriteLine(
                $"{row.Workload,-34} {row.Yardstick,-24} {row.Measure,-10} {row.Ratio,7:0.00}  {row.Goal,-10} "
                + $"{Text(row.Service)} | {Text(row.Compared)}");
        foreach (var note in _notes) Console.WriteLine(note);
    }

    public async Task SaveAsync(string file) => await File.WriteAllTextAsync(file,
        JsonSerializer.Serialize(new { Environment = _environment, Rows = _rows, Notes = _notes }, Indented));

    private static string Text(Numbers? numbers) => numbers is null ? "–"
        : $"{numbers.PerSecond:N0}" + (numbers.P50 is null ? "" : $", {numbers.P50}/{numbers.P99}/{numbers.P999}");
}
