using System.Globalization;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// Pages of 50 directives, whatever is asked for, against the page without a filter. A thousand directives are
/// recorded; the others are copies of their streams, events and listings, made in the database.
/// </summary>
internal static class Lists
{
    private const int Recorded = 1_000;
    private const int Readers = 4;
    private const string Events = $"{MartenStore.Schema}.mt_events", Streams = $"{MartenStore.Schema}.mt_streams";
    private const string Progress = $"{MartenStore.Schema}.mt_event_progression";

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, Recorded).SelectMany(Directive));
        await installation.SettleAsync();
        installation.Stop();
        var copies = Math.Max(1, size / Recorded) - 1;
        await CopyAsync(installation, copies);
        // The copies have no leaves, and are not to get any during the measurement.
        await using var connection = await installation.Database.OpenConnectionAsync();
        await using var hold = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(
            $"lock table {LogTables.Leaves} in exclusive mode", connection, hold))
            await command.ExecuteNonQueryAsync();
        await installation.ServeAsync();
        var middle = await installation.NumberAsync($"select max(seq_id) / 2 from {Events}");
        (string Name, string Query, int Least)[] asked =
        [
            ("no filter", "", 50),
            ("status=overdue, one in a thousand", "&status=overdue", Math.Min(50, copies + 1)),
            ("city and status", $"&city={Samples.City(1)}&status=acknowledged", 50),
            ("campaign", $"&campaign={Samples.Campaign(1)}", 50),
            ("one week of due days", "&dueFrom=2031-03-01&dueBefore=2031-03-08", 1),
            ("due before a day", "&dueBefore=2030-06-01", 50),
            ("due in a year, of which few are open", "&dueFrom=2030-01-01&dueBefore=2031-01-01&status=in-progress", 0),
            ("knownAt", $"&knownAt={middle}", 50),
            ("knownAt, city and status", $"&knownAt={middle}&city={Samples.City(1)}&status=acknowledged", 50),
        ];
        var readers = new List<Func<Task>[]>();
        foreach (var (_, query, least) in asked) readers.Add(await ReadersAsync(installation, query, least));
        foreach (var some in readers) await Load.RunAsync(some, machine.Options.Turn);
        var turns = await Duel.RunAsync(machine.Options.Rounds,
            [
                .. readers.Select<Func<Task>[], Func<Task<Turn>>>(
                    some => () => Load.RunAsync(some, machine.Options.Turn)),
            ]);
        for (var i = 1; i < asked.Length; i++)
            report.Add(Duel.Latencies(
                $"list at {size:N0}: {asked[i].Name}", "no filter", 0.5, "≤ 3", turns[i], turns[0]));
        await Sizes.NoteAsync(installation, $"list at {size:N0}", report);
    }

    /// <summary>
    /// A directive to two of the cities, over ten years; one in ten is acknowledged, and one in a thousand overdue.
    /// </summary>
    private static IEnumerable<string> Directive(int number)
    {
        var day = new DateOnly(2012, 1, 1).AddDays(number * 7 % 3_900);
        yield return Samples.Directive($"{number}", number, day,
            number == 7 ? day.AddDays(30) : new DateOnly(2030, 1, 1).AddDays(number * 13 % 1_461));
        if (number % 10 == 0) yield return Samples.Acknowledgement($"{number}", number + 1, day.AddDays(1));
        if (number == 7) yield return Samples.Overdue($"{number}", number, day.AddDays(31));
    }

    /// <summary>
    /// Copies the directives. Triggers and foreign keys are left out, and the indexes of the listings are built
    /// afterwards: to write millions of rows in the order of their directives would take much longer.
    /// </summary>
    private static async Task CopyAsync(Installation installation, int copies)
    {
        var newest = await installation.NumberAsync($"select max(seq_id) from {Events}");
        var indexes = await TextsAsync(installation,
            "select indexdef from pg_indexes where schemaname || '.' || tablename = $1", TimelineTables.Listings);
        var names = await TextsAsync(installation,
            "select schemaname || '.' || indexname from pg_indexes where schemaname || '.' || tablename = $1",
            TimelineTables.Listings);
        var copied = string.Create(CultureInfo.InvariantCulture, $"{newest} * k");
        await installation.ExecuteAsync(
            $"""
            set session_replication_role = replica;
            {await CopyOfAsync(Streams, "id like 'directive/%'", ("id", "id || '-' || k"))}
            {await CopyOfAsync(Events, "stream_id like 'directive/%'", ("id", "md5(id::text || k)::uuid"),
                ("stream_id", "stream_id || '-' || k"), ("seq_id", $"seq_id + {copied}"))}
            drop index {string.Join(", ", names)};
            {await CopyOfAsync(TimelineTables.Listings, "true", ("id", "id || '-' || k"),
                ("known_from", $"known_from + {copied}"),
                ("known_to",
                    $"case when known_to = {TimelineTables.StillKnown} then known_to else known_to + {copied} end"))}
            {string.Join(";\n", indexes)};
            select setval('{Events}_sequence', (select max(seq_id) from {Events}));
            update {Progress} set last_seq_id = (select max(seq_id) from {Events});
            reset session_replication_role;
            """);
        foreach (var table in new[] { Streams, Events, TimelineTables.Listings })
            await installation.ExecuteAsync($"vacuum analyze {table}");

        async Task<string> CopyOfAsync(string table, string where, params (string Column, string Value)[] changed)
        {
            var columns = await TextsAsync(installation,
                "select column_name::text from information_schema.columns "
                + "where table_schema || '.' || table_name = $1 order by ordinal_position", table);
            var values = columns.Select(column =>
                changed.FirstOrDefault(one => one.Column == column).Value ?? $"\"{column}\"");
            return $"insert into {table} (\"{string.Join("\", \"", columns)}\") select {string.Join(", ", values)} "
                + $"from generate_series(1, {copies}) k, (select * from {table} where {where}) original;";
        }
    }

    private static async Task<List<string>> TextsAsync(Installation installation, string sql, string table)
    {
        await using var query = installation.Database.CreateCommand(sql);
        query.Parameters.Add(new() { Value = table });
        await using var rows = await query.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await rows.ReadAsync()) texts.Add(rows.GetString(0));
        return texts;
    }

    private static async Task<Func<Task>[]> ReadersAsync(Installation installation, string query, int least)
    {
        var readers = new Func<Task>[Readers];
        for (var i = 0; i < Readers; i++)
        {
            var connection = await installation.ConnectAsync();
            var request = HttpConnection.Get($"/v1/directives?limit=50{query}");
            readers[i] = async () =>
            {
                var answer = await connection.SendAsync(request, StatusCodes.Status200OK);
                Check.Equal(least, Math.Min(least, Items(answer.Span)), $"at least {least} directives of `{query}`");
            };
        }

        return readers;
    }

    private static int Items(ReadOnlySpan<byte> answer)
    {
        var items = 0;
        for (var rest = answer; rest.IndexOf("\"directiveId\""u8) is >= 0 and var at; items++) rest = rest[(at + 1)..];
        return items;
    }
}
