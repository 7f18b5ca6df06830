using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ClusterEvents.Faults;

/// <summary>
/// The options of the command line. The same seed and options produce the same faults in the same order.
/// </summary>
internal sealed record Options
{
    public const string Usage =
        """
        Usage: [--seed 1[,2,3…]] [--seeds N] [--seconds 20] [--nodes 1|2|3] [--faults kill,stop,postgres,disk,proxy]
        Without --seed one random seed is run; --seeds runs so many random ones. Without --nodes the seed says how many.
        """;

    public IReadOnlyList<int> Seeds { get; init; } = [];

    /// <summary>The duration of the faults; recovery and checks take additional time.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The number of nodes; null to draw it from the seed.</summary>
    public int? Nodes { get; init; }

    public IReadOnlyList<FaultKind> Faults { get; init; } = Enum.GetValues<FaultKind>();

    public static bool TryRead(string[] args, out Options options, [NotNullWhen(false)] out string? wrong)
    {
        options = new();
        wrong = null;
        try
        {
            var left = new Queue<string>(args);
            while (left.TryDequeue(out var name)) options = options.With(name, left);
            if (options.Seeds.Count == 0) options = options with { Seeds = RandomSeeds(1) };
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            wrong = exception.Message;
        }

        return wrong is null;
    }

    private Options With(string name, Queue<string> values) => name switch
    {
        "--seed" => this with { Seeds = [.. Seeds, .. values.Dequeue().Split(',').Select(Seed)] },
        "--seeds" => this with { Seeds = [.. Seeds, .. RandomSeeds(Number(values.Dequeue(), 1, 10_000))] },
        "--seconds" => this with { Duration = TimeSpan.FromSeconds(Number(values.Dequeue(), 5, 86_400)) },
        "--nodes" => this with { Nodes = Number(values.Dequeue(), 1, 3) },
        "--faults" => this with { Faults = [.. values.Dequeue().Split(',').Select(Kind).Distinct().Order()] },
        _ => throw new FormatException($"`{name}` is no option."),
    };

    private static int[] RandomSeeds(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Random.Shared.Next(1, 1_000_000))];

    private static int Seed(string text) => Number(text, 0, int.MaxValue);

    private static FaultKind Kind(string text) =>
        Enum.TryParse<FaultKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind
            : throw new FormatException($"`{text}` is no fault.");

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most ? number
            : throw new FormatException($"`{text}` is no number from {least} to {most}.");
}
