namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// All timelines rebuilt from events by the command, against INSERT … SELECT of the rows that come out.
/// </summary>
internal static class Rebuild
{
    private static readonly string[] Tables = ["activity", "timeline_row", "timeline"];

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        installation.Stop();
        var rows = await installation.NumberAsync("select count(*) from clusterevents.timeline_row");
        await installation.ExecuteAsync("create schema yardstick; " + string.Concat(Tables.Select(table =>
            $"create table yardstick.{table} (like clusterevents.{table} including all); ")));
        var turns = await Duel.RunAsync(machine.Options.Rounds,
            async () =>
            {
                var turn = await Turn.OfAsync(async () =>
                {
                    await ServiceProcess.RunAsync(
                        installation.ConnectionString, "projections", "rebuild", "-p", "Timelines");
                    return size;
                });
                Check.Equal(rows,
                    await installation.NumberAsync("select count(*) from clusterevents.timeline_row"), "rows");
                return turn;
            },
            async () =>
            {
                await installation.ExecuteAsync(string.Concat(Tables.Select(table => $"truncate yardstick.{table}; ")));
                return await Turn.OfAsync(async () =>
                {
                    await installation.ExecuteAsync(string.Concat(Tables.Select(table =>
                        $"insert into yardstick.{table} select * from clusterevents.{table}; ")));
                    return size;
                });
            });
        report.Add(Duel.Rates($"rebuild of {size:N0}", "INSERT … SELECT", "≥ 0.25", turns[0], turns[1]));
    }
}
