namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// An NDJSON import over HTTP against COPY of the rows that it made, into a table with the same indexes.
/// </summary>
internal static class Import
{
    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, 500).Select(i => Samples.Flowers($"sample-{i}", i)));
        await Yardstick.OfAsync(installation, "flowers-offered.v2");
        var round = 0;
        var position = 0L;
        var (lines, file) = (Path.GetTempFileName(), Path.GetTempFileName());
        var turns = await Duel.RunAsync(machine.Options.Rounds,
            async () =>
            {
                var name = $"round-{round++}";
                await File.WriteAllLinesAsync(
                    lines, Enumerable.Range(0, size).Select(i => Samples.Flowers($"{name}-{i}", i)));
                await installation.SettleAsync();
                position = await installation.NumberAsync("select max(seq_id) from clusterevents.mt_events");
                var before = await installation.EventsAsync();
                var turn = await Turn.OfAsync(() => installation.ImportFileAsync(lines));
                Check.Equal(size, turn.Count, "results");
                Check.Equal(size, await installation.EventsAsync() - before, "imported");
                return turn;
            },
            async () =>
            {
                await installation.SettleAsync();
                await Yardstick.SaveAsync(installation, position, file);
                return await Turn.OfAsync(async () =>
                {
                    await Yardstick.CopyInAsync(installation, file);
                    return size;
                });
            });
        File.Delete(lines);
        File.Delete(file);
        report.Add(Duel.Rates($"import of {size:N0}", "COPY in", "≥ 0.5", turns[0], turns[1]));
        report.Note($"import of {size:N0}: the service held {installation.Service.PeakMegabytes} MB at most");
    }
}
