namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>Acknowledgements over HTTP, each added to a directive on record, whose state decides on it.</summary>
internal static class RecordExisting
{
    private const int Connections = 32;

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        // Each city acknowledges each directive once; there are enough directives for all turns.
        var directives = machine.Options.Smoke
            ? 2_000 : 4_000 * machine.Options.Rounds * (int)machine.Options.Turn.TotalSeconds;
        await installation.ImportAsync(
            Enumerable.Range(0, directives).Select(i => Samples.Directive($"directive-{i:D9}")));
        var workers = await Recorders.OfAsync(installation, Connections,
            new(Enumerable.Range(0, Samples.Cities).Select(city =>
                Samples.Acknowledgement($"directive-{PreparedRequests.Number}", city))),
            each: Samples.Cities);
        await Load.WarmUpAsync(workers, machine.Options);
        var yardstick = await Yardstick.OfAsync(installation, "directive-acknowledged.v2");
        var inserters = await Record.InsertersAsync(yardstick, Connections);
        await installation.SettleAsync();
        var before = await installation.EventsAsync();
        var turns = await Duel.RunAsync(machine.Options.Rounds,
            () => Load.RunAsync(workers, machine.Options.Turn),
            async () =>
            {
                await installation.SettleAsync();
                return await Load.RunAsync(inserters, machine.Options.Turn);
            });
        Check.Equal(turns[0].Sum(turn => turn.Count), await installation.EventsAsync() - before, "acknowledged");
        var name = $"record on existing, {Connections}";
        report.Add(Duel.Rates(name, "one-row INSERT", "≥ 0.5", turns[0], turns[1]));
        report.Add(Duel.Latencies(name, "one-row INSERT", 0.99, null, turns[0], turns[1]));
    }
}
