using System.IO.Compression;
using System.Text.RegularExpressions;

namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// The processor time of the service for a timeline of 50 entries as a page for people, kept and made anew, against the
/// same entries as JSON, and what the document weighs. Processor time withstands other load on the machine better than
/// rates do.
/// </summary>
internal static partial class Pages
{
    /// <summary>Requests of one turn at most: processor time is told in hundredths of a second.</summary>
    private const int LargestTurn = 400;

    /// <summary>What a reader sends who wants a page made anew.</summary>
    private const string Anew = "Cache-Control: no-cache\r\n";

    /// <summary>The processor time of a page at the first size, which later sizes are compared with.</summary>
    private static (int Size, double Micros)? s_first;

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        await installation.ExecuteAsync("vacuum analyze");
        var requests = machine.Options.Smoke ? 10 : LargestTurn;
        var (page, home) = ("/vi/cities/city-0", "/vi");
        var json = "/v1/timelines/cities/city-0?limit=50&include=corrections";
        using var connection = await installation.ConnectAsync();
        // The runtime compiles first what is used most.
        foreach (var path in new[] { page, json, home })
            await MicrosAsync(installation, connection, path, requests, Anew);
        var turns = new List<(double Kept, double Page, double Json, double Home)>();
        for (var round = 0; round < machine.Options.Rounds; round++)
            turns.Add((await MicrosAsync(installation, connection, page, requests),
                await MicrosAsync(installation, connection, page, requests, Anew),
                await MicrosAsync(installation, connection, json, requests),
                await MicrosAsync(installation, connection, home, requests, Anew)));
        var micros = Numbers.Median(turns.Select(turn => turn.Page));
        var at = $"timeline as a page at {size:N0}";
        report.Add(new(at, "the same as JSON", "processor",
            Numbers.Median(turns.Select(turn => turn.Kept / turn.Json)), "≤ 1.5", null, null));
        report.Add(new($"{at}, made anew", "the same as JSON", "processor",
            Numbers.Median(turns.Select(turn => turn.Page / turn.Json)), "≤ 4.5", null, null));
        if (s_first is { } first)
            report.Add(new(
                at, $"the page at {first.Size:N0}", "processor", micros / first.Micros, "≤ 1.3", null, null));
        s_first ??= (size, micros);
        report.Note($"{at}: {Numbers.Median(turns.Select(turn => turn.Kept)):N0} µs of processor a request, made anew "
            + $"{micros:N0} µs, JSON "
            + $"{Numbers.Median(turns.Select(turn => turn.Json)):N0} µs, the front page made anew "
            + $"{Numbers.Median(turns.Select(turn => turn.Home)):N0} µs");
        await WeighAsync(installation, page, report);
    }

    /// <summary>The microseconds of the service for one request, one after the other on one connection.</summary>
    private static async Task<double> MicrosAsync(
        Installation installation, HttpConnection connection, string path, int requests, string headers = "")
    {
        var request = HttpConnection.Get(path, headers);
        var before = installation.Service.ProcessorTime;
        for (var i = 0; i < requests; i++) await connection.SendAsync(request, StatusCodes.Status200OK);
        return (installation.Service.ProcessorTime - before).TotalMicroseconds / requests;
    }

    private static async Task WeighAsync(Installation installation, string path, Report report)
    {
        using var http = new HttpClient { BaseAddress = installation.Address };
        var html = await http.GetByteArrayAsync(path);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(html);
        var text = System.Text.Encoding.UTF8.GetString(html);
        Check.Equal(50, text.Split("<article").Length - 1, "entries on the page");
        report.Add(new(
            "document of a timeline, gzip", "12 KB", "size", packed.Length / (12.0 * 1024), "≤ 1", null, null));
        report.Add(new("elements of a timeline", "1,500", "count", Element().Count(text) / 1_500.0, "≤ 1", null, null));
    }

    [GeneratedRegex("<[a-z]")]
    private static partial Regex Element();
}
