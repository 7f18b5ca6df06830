using ClusterEvents.EventStore.Schema;
using ClusterEvents.Timelines.Projection;

namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// All timelines rebuilt from events by the command, against INSERT … SELECT of the rows that come out.
/// </summary>
internal static class Rebuild
{
    private static readonly string[] Tables =
        [TimelineTables.Activities, TimelineTables.Rows, TimelineTables.Timelines, TimelineTables.Listings];

    /// <summary>Counts the timeline rows.</summary>
    private static readonly string Placed = $"select count(*) from {TimelineTables.Rows}";

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        installation.Stop();
        var rows = await installation.NumberAsync(Placed);
        await installation.ExecuteAsync("create schema yardstick; " + string.Concat(Tables.Select(table =>
            $"create table {Copy(table)} (like {table} including all); ")));
        var turns = await Duel.RunAsync(machine.Options.Rounds,
            async () =>
            {
                var turn = await Turn.OfAsync(async () =>
                {
                    await MeasuredProgram.RunAsync(
                        installation.ConnectionString, "projections", "rebuild",
                        "-p", TimelineVersion.Current.ProjectionName);
                    return size;
                });
                Check.Equal(rows, await installation.NumberAsync(Placed), "rows");
                return turn;
            },
            async () =>
            {
                await installation.ExecuteAsync(string.Concat(Tables.Select(table => $"truncate {Copy(table)}; ")));
                return await Turn.OfAsync(async () =>
                {
                    await installation.ExecuteAsync(string.Concat(Tables.Select(table =>
                        $"insert into {Copy(table)} select * from {table}; ")));
                    return size;
                });
            });
        report.Add(Duel.Rates($"rebuild of {size:N0}", "INSERT … SELECT", "≥ 0.25", turns[0], turns[1]));
    }

    private static string Copy(string table) =>
        table.Replace($"{MartenStore.Schema}.", "yardstick.", StringComparison.Ordinal);
}
