namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>The timeline of a cluster as a workbook, and the memory of the service after it.</summary>
internal static class Download
{
    private const int Limit = 200;

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        var address = $"/v1/timelines/clusters/{Samples.Cluster}.xlsx?kind=FlowersOffered";
        var before = 0L;
        var turns = await Duel.RunAsync(machine.Options.Rounds, async () =>
        {
            // A service that has done nothing else: its memory is that of the file.
            installation.Stop();
            await installation.ServeAsync();
            using var http = new HttpClient { BaseAddress = installation.Address, Timeout = TimeSpan.FromMinutes(10) };
            await http.GetStringAsync(address.Replace(".xlsx", "", StringComparison.Ordinal));
            before = installation.Service.PeakMegabytes;
            return await Turn.OfAsync(async () =>
            {
                await using var file = await http.GetStreamAsync(address);
                await file.CopyToAsync(Stream.Null);
                return size;
            });
        });
        var most = installation.Service.PeakMegabytes;
        var found = Numbers.Of(turns[0]);
        report.Add(new($"workbook of {size:N0}", $"{Limit} MB", "memory", most / (double)Limit, "≤ 1", null, null));
        report.Note($"workbook of {size:N0}: {found.PerSecond:N0} rows/s, {before} MB before and {most} MB at most");
    }
}
