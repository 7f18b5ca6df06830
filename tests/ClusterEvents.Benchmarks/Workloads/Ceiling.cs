using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// Upper bounds for any service that answers over HTTP and stores the same rows: PostgreSQL writing them alone, and
/// requests without work, against the yardsticks of recording and importing. Also recording while projection and
/// sealer are blocked.
/// </summary>
internal static class Ceiling
{
    private const int Connections = 32;

    /// <summary>Lines of an import that share a transaction.</summary>
    private const int Lines = 512;

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        var rows = await WrittenRows.OfAsync(installation, size);
        var inserters = await Record.InsertersAsync(
            await Yardstick.OfAsync(installation, "flowers-offered.v2"), Connections);
        var position = await installation.NumberAsync("select max(seq_id) from clusterevents.mt_events") - size;
        var file = Path.GetTempFileName();
        await Yardstick.SaveAsync(installation, position, file);
        var askers = new Func<Task>[Connections];
        for (var i = 0; i < Connections; i++) askers[i] = await AskerAsync(installation);
        await Load.WarmUpAsync(askers, machine.Options);
        var recorders = await Recorders.OfAsync(installation, Connections, Recorders.Flowers("ceiling"));
        await Load.WarmUpAsync(recorders, machine.Options);
        await installation.SettleAsync();

        var turns = await Duel.RunAsync(machine.Options.Rounds,
            () => rows.WriteAsync(Connections),
            () => Load.RunAsync(askers, machine.Options.Turn),
            async () =>
            {
                await Yardstick.EmptyAsync(installation);
                return await Load.RunAsync(inserters, machine.Options.Turn);
            },
            () => rows.WriteAsync(Lines),
            async () =>
            {
                await Yardstick.EmptyAsync(installation);
                return await Turn.OfAsync(async () =>
                {
                    await Yardstick.CopyInAsync(installation, file);
                    return size;
                });
            },
            () => RecordAloneAsync(installation, recorders, machine.Options));
        File.Delete(file);
        report.Add(Duel.Rates("rows alone, 32 at once", "one-row INSERT", null, turns[0], turns[2]));
        report.Add(Duel.Rates("empty requests, 32 connections", "one-row INSERT", null, turns[1], turns[2]));
        report.Add(Duel.Rates("both, one after the other", "one-row INSERT", null,
            [.. turns[0].Zip(turns[1], Both)], turns[2]));
        report.Add(Duel.Rates($"rows alone, {Lines} at once", "COPY in", null, turns[3], turns[4]));
        report.Add(Duel.Rates("recording, nothing follows", "one-row INSERT", null, turns[5], turns[2]));
        report.Add(Duel.Latencies("recording, nothing follows", "one-row INSERT", 0.99, null, turns[5], turns[2]));
    }

    /// <summary>Records while projection and sealer are blocked by locks on their tables.</summary>
    private static async Task<Turn> RecordAloneAsync(
        Installation installation, Func<Task>[] recorders, Options options)
    {
        Turn turn;
        await using (var connection = await installation.Database.OpenConnectionAsync())
        {
            await using var hold = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand(
                $"lock table {TimelineTables.Activities}, {LogTables.Leaves} in exclusive mode", connection, hold);
            await command.ExecuteNonQueryAsync();
            turn = await Load.RunAsync(recorders, options.Turn);
        }

        // Let projection and sealer catch up, so that the next turn is not affected.
        await installation.SettleAsync();
        return turn;
    }

    private static async Task<Func<Task>> AskerAsync(Installation installation)
    {
        var (connection, request) = (await installation.ConnectAsync(), HttpConnection.Get("/health/live"));
        return () => connection.SendAsync(request, StatusCodes.Status200OK);
    }

    /// <summary>The processor time of one piece of work followed by the other.</summary>
    private static Turn Both(Turn one, Turn other) =>
        new(one.Count, one.Elapsed + TimeSpan.FromSeconds(one.Count / other.Rate), []);
}
