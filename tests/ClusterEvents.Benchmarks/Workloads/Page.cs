using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// Pages of 50 entries: current, as known at a position, and with search words, against the same SQL.
/// </summary>
internal static class Page
{
    private const int Readers = 8;

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        await installation.ExecuteAsync("vacuum analyze");
        var middle = await installation.NumberAsync("select max(seq_id) / 2 from clusterevents.mt_events");
        StreamKey[] cities =
            [.. Enumerable.Range(0, Samples.Cities).Select(i => new StreamKey(StreamKinds.City, Samples.City(i)))];
        var current = await ReadersAsync(installation, cities, "");
        var known = await ReadersAsync(installation, cities, $"&knownAt={middle}");
        var common = await ReadersAsync(installation, cities, "&q=tuong%20niem%20thanh");
        var rare = await ReadersAsync(installation, cities, $"&q=lan%20thu%20{size / 2}");
        Func<Task>[] bare =
        [
            .. Enumerable.Range(0, Readers)
                .Select(i => BareReader(installation.AsTheService, cities[i % cities.Length])),
        ];
        Func<Task>[][] sides = [current, bare, known, common, rare];
        foreach (var side in sides) await Load.RunAsync(side, machine.Options.Turn);
        var turns = await Duel.RunAsync(machine.Options.Rounds,
            [.. sides.Select<Func<Task>[], Func<Task<Turn>>>(side => () => Load.RunAsync(side, machine.Options.Turn))]);
        var at = $"page at {size:N0}";
        report.Add(Duel.Rates($"{at}, current", "the same SQL", "≥ 0.5", turns[0], turns[1]));
        report.Add(Duel.Latencies($"{at}, knownAt", "current page", 0.5, "≤ 1.5", turns[2], turns[0]));
        report.Add(Duel.Latencies($"{at}, q of common words", "current page", 0.5, "≤ 5", turns[3], turns[0]));
        report.Add(Duel.Latencies($"{at}, q of a rare word", "current page", 0.5, "≤ 5", turns[4], turns[0]));
        await Sizes.NoteAsync(installation, at, report);
    }

    private static async Task<Func<Task>[]> ReadersAsync(Installation installation, StreamKey[] cities, string query)
    {
        var readers = new Func<Task>[Readers];
        for (var i = 0; i < Readers; i++)
        {
            var connection = await installation.ConnectAsync();
            var request = HttpConnection.Get($"/v1/timelines/cities/{cities[i % cities.Length].Id}?limit=50{query}");
            readers[i] = () => connection.SendAsync(request, StatusCodes.Status200OK);
        }

        return readers;
    }

    private static Func<Task> BareReader(NpgsqlDataSource database, StreamKey city) => async () =>
    {
        await using var command = database.CreateCommand();
        command.CommandText = new TimelineSql(
            TimelineVersion.Current, command, new TimelineQuery(city), Language.Vietnamese, at: null).Statement();
        await using var rows = await command.ExecuteReaderAsync();
        var entries = 0;
        var values = new object[rows.FieldCount];
        for (; await rows.ReadAsync(); entries++) rows.GetValues(values);
        Check.Equal(51, entries, "rows of a page");
    };
}

/// <summary>The sizes of tables and their indexes.</summary>
internal static class Sizes
{
    public static async Task NoteAsync(Installation installation, string at, Report report)
    {
        await using var query = installation.Database.CreateCommand(
            """
            select relname, pg_size_pretty(pg_table_size(oid)), pg_size_pretty(pg_indexes_size(oid))
            from pg_class where relnamespace = 'clusterevents'::regnamespace and relkind = 'r'
            order by pg_total_relation_size(oid) desc limit 6
            """);
        await using var rows = await query.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            report.Note($"{at}: {rows.GetString(0)} {rows.GetString(1)}, indexes {rows.GetString(2)}");
    }
}
