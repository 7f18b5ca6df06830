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
    // Remove processes and file systems of this run first.
    pressed.Cancel = true;
    stop.Cancel();
};
var verdicts = new List<string>();
var clean = true;
try
{
    foreach (var seed in options.Seeds)
    {
        var journal = new Journal(Console.Out);
        var violations = await new SeedRun(seed, options, journal).RunAsync(stop.Token);
        var leftOut = journal.LeftOut.Count > 0 ? $" (left out: {string.Join(", ", journal.LeftOut)})" : "";
        clean &= violations.Count == 0;
        verdicts.Add(violations.Count == 0 ? $"seed {seed}: clean{leftOut}"
            : $"seed {seed}: {journal.Count} violations{leftOut}\n  {string.Join("\n  ", violations)}");
    }
}
catch (Exception exception) when (exception is LocalPostgresException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync($"Could not run: {exception.Message}");
    return 2;
}

foreach (var verdict in verdicts) Console.WriteLine(verdict);
return clean ? 0 : 1;
