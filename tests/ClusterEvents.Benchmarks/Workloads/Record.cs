namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// Single events over HTTP on 32 and 128 connections, each opening a stream, spread over cities and campaigns.
/// </summary>
internal static class Record
{
    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, 500).Select(i => Samples.Flowers($"sample-{i}", i)));
        var yardstick = await Yardstick.OfAsync(installation, "flowers-offered.v2");
        using var plain = new PlainMarten(installation.ConnectionString);
        await plain.PrepareAsync();
        // More connections make PostgreSQL slower: this is the yardstick at its best.
        var inserters = await InsertersAsync(yardstick, 32);
        Func<Task>[] appenders = [.. Enumerable.Repeat(plain.AppendAsync, 32)];
        foreach (var connections in (int[])[32, 128])
        {
            var workers = await Recorders.OfAsync(
                installation, connections, Recorders.Flowers($"{connections}"));
            await Load.WarmUpAsync(workers, machine.Options);
            var before = await installation.EventsAsync();
            var turns = await Duel.RunAsync(machine.Options.Rounds,
                () => Load.RunAsync(workers, machine.Options.Turn),
                async () =>
                {
                    await installation.SettleAsync();
                    return await Load.RunAsync(inserters, machine.Options.Turn);
                },
                () => Load.RunAsync(appenders, machine.Options.Turn));
            Check.Equal(turns[0].Sum(turn => turn.Count), await installation.EventsAsync() - before, "recorded");
            var name = $"record, {connections} connections";
            report.Add(Duel.Rates(name, "one-row INSERT", connections == 32 ? "≥ 1.0" : null, turns[0], turns[1]));
            report.Add(Duel.Latencies(
                name, "one-row INSERT", 0.99, connections == 32 ? "≤ 3" : null, turns[0], turns[1]));
            report.Add(Duel.Rates(name, "plain Marten", null, turns[0], turns[2]));
        }
    }

    public static async Task<Func<Task>[]> InsertersAsync(Yardstick yardstick, int connections)
    {
        var inserters = new Func<Task>[connections];
        for (var i = 0; i < connections; i++) inserters[i] = await yardstick.InserterAsync();
        return inserters;
    }
}

/// <summary>Workers that record events sequentially, each on its own connection.</summary>
internal static class Recorders
{
    /// <summary>Requests with flowers; the ids contain the name.</summary>
    public static PreparedRequests Flowers(string name) => new(Enumerable.Range(0, 500)
        .Select(i => Samples.Flowers($"{name}-{PreparedRequests.Number}", i)));

    /// <param name="installation">The installation.</param>
    /// <param name="connections">The number of connections.</param>
    /// <param name="requests">The requests, sent in turn.</param>
    /// <param name="each">The number of requests with the same number.</param>
    public static async Task<Func<Task>[]> OfAsync(
        Installation installation, int connections, PreparedRequests requests, int each = 1)
    {
        var next = -1;
        var workers = new Func<Task>[connections];
        for (var i = 0; i < connections; i++)
        {
            var (connection, buffer) = (await installation.ConnectAsync(), requests.Buffer());
            workers[i] = () =>
            {
                var number = Interlocked.Increment(ref next);
                return connection.SendAsync(
                    requests.Fill(number % requests.Count, number / each, buffer), StatusCodes.Status201Created);
            };
        }

        return workers;
    }
}

/// <summary>Checks that do not depend on speed.</summary>
internal static class Check
{
    public static void Equal(long expected, long found, string what)
    {
        if (expected != found) throw new InvalidOperationException($"{what}: {found} instead of {expected}.");
    }
}
