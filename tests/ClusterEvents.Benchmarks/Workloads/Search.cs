namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>Searches over all timelines: pages of 50, of common, rare and half-accented words.</summary>
internal static class Search
{
    private const int Readers = 2;

    private const double Goal = 100;

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        await installation.ExecuteAsync("vacuum analyze");
        (string What, string Search)[] searches =
        [
            ("common words", "tưởng niệm thành phố"), ("common words, no accents", "tuong niem thanh pho"),
            ("half-accented words", "tưởng niem thanh phố"), ("one in five", "Mẹ Việt Nam anh hùng"),
            ("one in a thousand", "đài số 500"), ("a rare word", $"lần thứ {size / 2}"), ("no match", "chưa từng có"),
            ("common words of one day", "tưởng niệm&from=2015-06-01&to=2015-06-01"),
        ];
        foreach (var (what, search) in searches)
        {
            var readers = new Func<Task>[Readers];
            for (var i = 0; i < Readers; i++)
            {
                var connection = await installation.ConnectAsync();
                var (words, filter) = search.Split('&', 2) is [var text, var more] ? (text, $"&{more}") : (search, "");
                var request = HttpConnection.Get($"/v1/search?q={Uri.EscapeDataString(words)}{filter}");
                readers[i] = () => connection.SendAsync(request, StatusCodes.Status200OK);
            }

            await Load.RunAsync(readers, machine.Options.Turn);
            var turns = new List<Turn>();
            for (var round = 0; round < machine.Options.Rounds; round++)
                turns.Add(await Load.RunAsync(readers, machine.Options.Turn));
            var found = Numbers.Of(turns);
            report.Add(new($"search at {size:N0}, {what}", $"{Goal} ms", "p99", found.P99!.Value / Goal, "≤ 1", found,
                null));
        }

        await Sizes.NoteAsync(installation, $"search at {size:N0}", report);
    }
}
