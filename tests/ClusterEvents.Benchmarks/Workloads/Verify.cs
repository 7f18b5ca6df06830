namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>`audit verify` of everything, by the command, with its start.</summary>
internal static class Verify
{
    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        var events = await installation.EventsAsync();
        var (turns, most) = (new List<Turn>(), 0L);
        for (var round = 0; round < machine.Options.Rounds; round++)
            turns.Add(await Turn.OfAsync(async () =>
            {
                // A finding would end it with an exit code of 1, which is refused here.
                most = Math.Max(most, await MeasuredProgram.RunAsync(installation.ConnectionString, "audit", "verify"));
                return events;
            }));
        var found = Numbers.Of(turns);
        report.Add(new(
            $"audit verify of {size:N0}", "20,000 events/s", "rate", found.PerSecond / 20_000, "≥ 1", found, null));
        report.Add(new($"audit verify of {size:N0}", "512 MB", "memory", most / 512.0, "≤ 1", null, null));
    }
}
