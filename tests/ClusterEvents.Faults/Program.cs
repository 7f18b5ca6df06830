using ClusterEvents.Faults;
using ClusterEvents.LocalPostgres;

if (!Options.TryRead(args, out var options, out var wrong))
{
    await Console.Error.WriteLineAsync($"{wrong}\n{Options.Usage}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // Processes and file systems of this run are removed first.
    pressed.Cancel = true;
    stop.Cancel();
};
var verdicts = new List<(int Seed, IReadOnlyList<string> Violations)>();
try
{
    foreach (var seed in options.Seeds)
    {
        var journal = new Journal(Console.Out);
        verdicts.Add((seed, await new SeedRun(seed, options, journal).RunAsync(stop.Token)));
    }
}
catch (Exception exception) when (exception is LocalPostgresException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync($"Could not run: {exception.Message}");
    return 2;
}

foreach (var (seed, violations) in verdicts)
    Console.WriteLine(violations.Count == 0 ? $"seed {seed}: clean"
        : $"seed {seed}: {violations.Count} violations\n  {string.Join("\n  ", violations)}");
return verdicts.All(verdict => verdict.Violations.Count == 0) ? 0 : 1;
