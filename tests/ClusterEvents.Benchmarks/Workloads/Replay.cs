namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>GET /v1/events from the first event to the last, against COPY out of the same columns.</summary>
internal static class Replay
{
    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        var events = await installation.EventsAsync();
        var turns = await Duel.RunAsync(machine.Options.Rounds,
            async () =>
            {
                var turn = await Turn.OfAsync(() => LinesAsync(installation.Address));
                Check.Equal(events, turn.Count, "replayed");
                return turn;
            },
            () => Turn.OfAsync(async () =>
            {
                await Yardstick.CopyOutAsync(installation);
                return events;
            }));
        report.Add(Duel.Rates($"replay of {size:N0}", "COPY out", "≥ 0.5", turns[0], turns[1]));
        report.Note($"replay of {size:N0}: the service held {installation.Service.PeakMegabytes} MB at most");
    }

    /// <summary>Counts the lines of the response without parsing them.</summary>
    private static async Task<long> LinesAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        await using var body = await http.GetStreamAsync("/v1/events");
        var buffer = new byte[256 * 1024];
        var lines = 0L;
        for (int read; (read = await body.ReadAsync(buffer)) > 0;) lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return lines;
    }
}
