using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Evidence;
using ClusterEvents.LocalPostgres;
using ClusterEvents.Tests.Webhooks;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>
/// After an erasure and what its README says to do then, the name is searched for in all that leaves the program, in
/// every form in which it may be written.
/// </summary>
public sealed class ErasureTracesTests : IAsyncLifetime
{
    private const string Name = "Nguyễn Hữu Cường";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clusterevents-erasure-");
    private WebhookReceiver _receiver = null!;
    private TestApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _receiver.Answers = _ => 503;
        _app = TestApp.EstablishedWith(new()
        {
            ["Webhooks:0:Url"] = _receiver.Url,
            ["Webhooks:0:Secret"] = _receiver.Secret,
            ["Webhooks:0:Types:0"] = "*",
            ["WebhookRetries:0"] = "00:00:00.1",
        });
        await _app.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_name_is_nowhere_after_its_erasure()
    {
        using var log = LogCollector.Of(_app);
        var remarks = await RecordedAsync();
        await _receiver.OfAsync(remarks, 2);
        await _app.SettledAsync(TimeSpan.FromMinutes(1));
        // What it is compared with: the name is found wherever it must go from.
        var before = await EverythingAsync(remarks);
        Assert.All(new[] { "dump", "events", "csv", "xlsx", "atom", "ics", "evidence", "timeline" },
            place => Assert.Contains(
                FoundIn(before), found => found.StartsWith($"{place} ", StringComparison.Ordinal)));
        Assert.DoesNotContain(FoundIn(before), found => found.StartsWith("tile ", StringComparison.Ordinal));

        var erased = (await _app.PostAsync($"/v1/activities/{remarks}/erasure", new JsonObject
        {
            ["legalBasis"] = "Luật",
            ["requestedBy"] = "Công an",
            ["reason"] = "Yêu cầu",
        })).Expect(HttpStatusCode.Created).Json;
        Assert.Empty(erased["remaining"]!.AsArray());
        await _app.SettledAsync(TimeSpan.FromMinutes(1));
        await FollowUpAsync();

        Assert.Empty(FoundIn(await EverythingAsync(remarks)));
        var logged = string.Join('\n', log.Lines.Select(line =>
            $"{line.Text} {string.Join(' ', line.Values.Values)} {line.Exception}"));
        Assert.Empty(FoundIn(new() { ["log"] = logged }));
        Assert.Empty((await _app.AuditAsync()).Findings);
    }

    private async Task<string> RecordedAsync()
    {
        var sent = Scenarios.Event("remarks-delivered", await _app.GivenMeetingAsync(), new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["kind"] = "Closing",
            ["cityIds"] = new JsonArray("can-tho"),
            ["person"] = new JsonObject { ["name"] = Name, ["rank"] = "Đại tá", ["post"] = $"Thay đồng chí {Name}" },
            ["gist"] = $"Đồng chí {Name.ToUpperInvariant()} đánh giá kết quả",
            ["sources"] = new JsonArray(new JsonObject
            {
                ["publisher"] = "Báo Cần Thơ",
                ["title"] = "Hội nghị",
                ["byline"] = Name.Normalize(NormalizationForm.FormD),
                ["note"] = "Ảnh: nguyen huu cuong",
            }),
        });
        sent["handledby"] = Name;
        var id = (string)(await _app.PostEventAsync(sent)).Expect(HttpStatusCode.Created).Json["activityId"]!;
        (await _app.PostAsync($"/v1/activities/{id}/corrections", new JsonObject
        {
            ["reason"] = $"Theo đồng chí {Name}",
            ["changes"] = new JsonArray(
                new JsonObject { ["field"] = "person.rank", ["old"] = "Đại tá", ["new"] = "Thiếu tướng" }),
        })).Expect(HttpStatusCode.Created);
        (await _app.PostAsync($"/v1/activities/{id}/disputes", new JsonObject
        {
            ["city"] = "can-tho",
            ["reason"] = $"Đồng chí {Name} không nói vậy",
        })).Expect(HttpStatusCode.Created);
        return id;
    }

    /// <summary>The statements that the README of Auditing gives for after an erasure.</summary>
    private async Task FollowUpAsync()
    {
        var tables = new List<string>();
        await using (var query = _app.Database.CreateCommand(
            """
            select format('vacuum (full, analyze) %I.%I', schemaname, relname) from pg_stat_user_tables
            where schemaname in ('clusterevents', 'wolverine')
            """))
        await using (var rows = await query.ExecuteReaderAsync(TestApp.Cancel))
            while (await rows.ReadAsync(TestApp.Cancel)) tables.Add(rows.GetString(0));
        foreach (var statement in tables) await _app.ExecuteAsync(statement);
    }

    private async Task<Dictionary<string, string>> EverythingAsync(string remarks)
    {
        var dump = Path.Combine(_folder.FullName, $"dump-{_folder.EnumerateFileSystemInfos().Count()}");
        await DumpAsync(dump);
        var evidence = Path.Combine(_folder.FullName, $"evidence-{_folder.EnumerateFileSystemInfos().Count()}");
        await _app.Get<EvidenceExport>().WriteAsync(evidence, _ => { }, TestApp.Cancel);
        const string timeline = "/v1/timelines/cities/can-tho";
        var newest = await _app.Http.GetStringAsync("/log/checkpoint", TestApp.Cancel);
        return new()
        {
            ["dump"] = await File.ReadAllTextAsync(dump, TestApp.Cancel),
            ["events"] = await TextAsync("/v1/events"),
            ["timeline"] = await TextAsync(timeline) + await TextAsync($"{timeline}?include=corrections")
                + await TextAsync($"/v1/activities/{remarks}") + await TextAsync("/v1/search?q=cuong"),
            ["csv"] = await TextAsync($"{timeline}.csv"),
            ["atom"] = await TextAsync($"{timeline}.atom"),
            ["ics"] = (await TextAsync($"{timeline}.ics")).Replace("\r\n ", "", StringComparison.Ordinal),
            ["xlsx"] = Unpacked(await _app.Http.GetByteArrayAsync($"{timeline}.xlsx", TestApp.Cancel)),
            ["tile"] = Encoding.UTF8.GetString(await _app.Http.GetByteArrayAsync(
                $"/log/tile/entries/000.p/{newest.Split('\n')[1]}", TestApp.Cancel)),
            ["receipt"] = await TextAsync($"/v1/activities/{remarks}/receipt"),
            ["page"] = WebUtility.HtmlDecode(await TextAsync($"/vi/activities/{remarks}")
                + await TextAsync("/vi/cities/can-tho")),
            ["dead letters"] = await TextAsync("/v1/webhooks/dead-letters"),
            ["evidence"] = string.Concat(Directory.EnumerateFiles(evidence, "*", SearchOption.AllDirectories)
                .Select(file => Encoding.UTF8.GetString(File.ReadAllBytes(file)))),
        };
    }

    private Task<string> TextAsync(string path) => _app.Http.GetStringAsync(path, TestApp.Cancel);

    private async Task DumpAsync(string file)
    {
        var to = new NpgsqlConnectionStringBuilder(_app.ConnectionString);
        var program = (await PostgresBinaries.FindAsync(null, TestApp.Cancel))[0].Program("pg_dump");
        var login = $"{to.Username}:{Uri.EscapeDataString(to.Password ?? "")}";
        using var process = Process.Start(new ProcessStartInfo(
            program, [$"--file={file}", $"postgresql://{login}@{to.Host}:{to.Port}/{to.Database}"]))!;
        await process.WaitForExitAsync(TestApp.Cancel);
        Assert.Equal(0, process.ExitCode);
    }

    private static string Unpacked(byte[] workbook)
    {
        using var archive = new ZipArchive(new MemoryStream(workbook));
        return string.Concat(archive.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
    }

    /// <summary>Where the name is found, and in which form.</summary>
    private static List<string> FoundIn(Dictionary<string, string> everything) =>
    [
        .. from place in everything from form in Forms().Distinct()
           where place.Value.Contains(form, StringComparison.OrdinalIgnoreCase) select $"{place.Key} {form}",
    ];

    /// <summary>
    /// The name, its last word, and both without marks: as text in both forms of Unicode, escaped as in JSON or an
    /// address, in hexadecimal digits as a dump writes bytes, and in base64 at each of the three places.
    /// </summary>
    private static IEnumerable<string> Forms()
    {
        foreach (var name in new[] { Name, Name.ToUpperInvariant(), "Cường", "nguyen huu cuong", "Nguyen Huu Cuong" })
            foreach (var text in new[] { name, name.Normalize(NormalizationForm.FormD) }.Distinct())
            {
                yield return text;
                yield return string.Concat(text.Select(c => c < 128 ? $"{c}" : $"\\u{(int)c:x4}"));
                yield return Uri.EscapeDataString(text);
                foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text) })
                {
                    yield return Convert.ToHexStringLower(bytes);
                    for (var shift = 0; shift < 3; shift++)
                    {
                        // Without the letters that depend on the neighbours.
                        var base64 = Convert.ToBase64String([.. new byte[shift], .. bytes]);
                        yield return base64[(shift == 0 ? 0 : 4)..^4];
                    }
                }
            }
    }
}
