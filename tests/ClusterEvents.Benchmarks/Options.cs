using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ClusterEvents.Benchmarks.Workloads;

namespace ClusterEvents.Benchmarks;

/// <summary>The options of the command line.</summary>
internal sealed record Options
{
    public static string Usage =>
        $"""
        Usage: [workload…] [--events 10000[,100000…]] [--rounds 5] [--seconds 3] [--smoke] [--json file]
        Workloads: {string.Join(", ", Catalogue.Names)}; all of them where none is named.
        """;

    /// <summary>The workloads to run; all if empty.</summary>
    public IReadOnlyList<string> Workloads { get; init; } = [];

    /// <summary>The numbers of events in the database or import; each size is a run of its own.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [10_000];

    /// <summary>The number of rounds.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>The duration of a turn, for workloads without an end of their own.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether only the counts are checked, with few events and short turns.</summary>
    public bool Smoke { get; init; }

    public string? JsonFile { get; init; }

    public static bool TryRead(string[] args, out Options options, [NotNullWhen(false)] out string? fault)
    {
        options = new();
        try
        {
            var left = new Queue<string>(args);
            while (left.TryDequeue(out var name)) options = options.With(name, left);
            fault = null;
            return true;
        }
        catch (Exception exception)
            when (exception is FormatException or InvalidOperationException or OverflowException)
        {
            fault = exception.Message;
            return false;
        }
    }

    private Options With(string name, Queue<string> values) => name switch
    {
        "--events" => this with { Sizes = [.. values.Dequeue().Split(',').Select(Number)] },
        "--rounds" => this with { Rounds = Number(values.Dequeue()) },
        "--seconds" => this with { Turn = TimeSpan.FromSeconds(Number(values.Dequeue())) },
        "--smoke" => this with { Smoke = true, Sizes = [1_000], Rounds = 1, Turn = TimeSpan.FromSeconds(0.4) },
        "--json" => this with { JsonFile = values.Dequeue() },
        _ when Catalogue.Names.Contains(name) => this with { Workloads = [.. Workloads, name] },
        _ => throw new FormatException($"`{name}` is neither a workload nor an option."),
    };

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
