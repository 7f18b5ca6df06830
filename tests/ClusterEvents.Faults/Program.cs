using System.Runtime.InteropServices;
using ClusterEvents.Faults;
using ClusterEvents.Faults.Soak;
using ClusterEvents.LocalPostgres;

using var stop = new CancellationTokenSource();
// Also where it runs in the background, in which nobody presses keys.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopInOrder);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopInOrder);
var verdicts = new List<string>();
var clean = true;
try
{
    if (args is ["soak", .. var ofSoak]) return await SoakCommand.RunAsync(ofSoak, stop.Token);
    if (!Options.TryRead(args, out var options, out var wrong))
    {
        await Console.Error.WriteLineAsync($"{wrong}\n{Options.Usage}");
        return 2;
    }

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

// Removes processes and file systems of this run first.
void StopInOrder(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
