using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ClusterEvents.Faults.Soak;

/// <summary>The options of a soak run: how long, how much load, and what happens meanwhile.</summary>
internal sealed record SoakOptions
{
    public const string Usage =
        """
        Usage: soak [--hours 6] [--rate 20] [--visits 4] [--aborted 10] [--streams 20000] [--restarts 50]
          [--passwords 3] [--certificates 3] [--clock-steps 0] [--nodes 1|2] [--sample 60] [--seed 1] [--csv soak.csv]
        Rates are a second, --aborted is in percent, --sample in seconds. --clock-steps needs libfaketime.
        """;

    /// <summary>How long the load lasts.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The first part of the load, which counts for no slope: caches fill, and the runtime compiles.</summary>
    public TimeSpan WarmUp => Duration / 3 < TimeSpan.FromHours(1) ? Duration / 3 : TimeSpan.FromHours(1);

    /// <summary>Events sent a second, by all recorders.</summary>
    public double Rate { get; init; } = 20;

    /// <summary>Reading requests a second, by all visitors.</summary>
    public double Visits { get; init; } = 4;

    /// <summary>The percentage of visits that end in the middle of the answer.</summary>
    public int Aborted { get; init; } = 10;

    /// <summary>Streams on record before the load, as many as the service keeps in memory.</summary>
    public int Streams { get; init; } = 20_000;

    public int Restarts { get; init; } = 50;

    public int Passwords { get; init; } = 3;

    public int Certificates { get; init; } = 3;

    public int ClockSteps { get; init; }

    /// <summary>One node is measured and lives through it all; a second one is restarted.</summary>
    public int Nodes { get; init; } = 2;

    /// <summary>The time between two rows of the table.</summary>
    public TimeSpan Sample { get; init; } = TimeSpan.FromMinutes(1);

    public int Seed { get; init; } = 1;

    /// <summary>The file of the table; null for none.</summary>
    public string? Csv { get; init; } = "soak.csv";

    public static bool TryRead(
        IEnumerable<string> args, out SoakOptions options, [NotNullWhen(false)] out string? wrong)
    {
        options = new();
        wrong = null;
        try
        {
            var left = new Queue<string>(args);
            while (left.TryDequeue(out var name)) options = options.With(name, left);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            wrong = exception.Message;
        }

        return wrong is null;
    }

    private SoakOptions With(string name, Queue<string> values) => name switch
    {
        "--hours" => this with { Duration = TimeSpan.FromHours(Number(values.Dequeue(), 0.01, 1_000)) },
        "--rate" => this with { Rate = Number(values.Dequeue(), 0.1, 10_000) },
        "--visits" => this with { Visits = Number(values.Dequeue(), 0.1, 10_000) },
        "--aborted" => this with { Aborted = (int)Number(values.Dequeue(), 0, 100) },
        "--streams" => this with { Streams = (int)Number(values.Dequeue(), 0, 1_000_000) },
        "--restarts" => this with { Restarts = (int)Number(values.Dequeue(), 0, 100_000) },
        "--passwords" => this with { Passwords = (int)Number(values.Dequeue(), 0, 1_000) },
        "--certificates" => this with { Certificates = (int)Number(values.Dequeue(), 0, 1_000) },
        "--clock-steps" => this with { ClockSteps = (int)Number(values.Dequeue(), 0, 1_000) },
        "--nodes" => this with { Nodes = (int)Number(values.Dequeue(), 1, 2) },
        "--sample" => this with { Sample = TimeSpan.FromSeconds(Number(values.Dequeue(), 1, 3_600)) },
        "--seed" => this with { Seed = (int)Number(values.Dequeue(), 0, int.MaxValue) },
        "--csv" => this with { Csv = values.Dequeue() },
        _ => throw new FormatException($"`{name}` is no option."),
    };

    private static double Number(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most ? number
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"`{text}` is no number from {least} to {most}."));
}
