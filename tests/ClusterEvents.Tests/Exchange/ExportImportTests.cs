using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Auditing;
using ClusterEvents.Tests.LocalPostgres;
using Xunit;

namespace ClusterEvents.Tests.Exchange;

/// <summary>An export of one installation is imported into an empty one, with equal results.</summary>
public sealed class ExportImportTests(TimelineReplayTests.App source) : IClassFixture<TimelineReplayTests.App>
{
    private static readonly string[] Timelines =
    [
        "campaigns/vi-an-ninh-to-quoc-2022", "cities/can-tho", "cities/da-nang", "cities/ha-noi", "cities/hai-phong",
        "cities/ho-chi-minh",
    ];

    [Fact]
    public async Task An_import_into_an_empty_installation_gives_the_same_timelines_and_the_same_export()
    {
        await using var target = new EmptyApp();
        await target.InitializeAsync();
        var printed = await ExportAsync(source);

        await ImportAsync(target, printed, "/v1/events");

        Assert.Equal(Without(printed, "recordedtime", "recordedby", "sequence"),
            Without(await ExportAsync(target), "recordedtime", "recordedby", "sequence"));
        foreach (var timeline in Timelines)
            Assert.Equal(
                Entries(await source.TimelineAsync(timeline, "&include=retracted"), "recordedAt", "recordedBy"),
                Entries(await target.TimelineAsync(timeline, "&include=retracted"), "recordedAt", "recordedBy"));
    }

    [Fact]
    public async Task An_import_into_a_database_that_only_reads_ends_with_a_sentence_and_its_counts()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(Directory.CreateDirectory(folder.Path).FullName, "new.ndjson");
        await File.WriteAllTextAsync(file, await ExportAsync(source), TestApp.Cancel);
        var database = await Template.Migrated.CopyAsync();

        var run = await CommandRun.OfAsync(
            $"{database};Options=-c default_transaction_read_only=on", "import", file, "--Store:Migrate=false");

        Assert.Equal((1, "0 recorded, 0 on record before, 0 refused\n"), (run.ExitCode, run.Output));
        Assert.Contains("The database only reads (", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restored_installation_keeps_when_and_by_whom_to_the_byte()
    {
        await using var target = new EmptyApp();
        await target.InitializeAsync();
        var printed = await ExportAsync(source);

        await ImportAsync(target, printed, "/v1/events?preserve=true");

        Assert.Equal(Without(printed, "sequence"), Without(await ExportAsync(target), "sequence"));
        foreach (var timeline in Timelines)
            Assert.Equal(EntriesText(await source.TimelineAsync(timeline, "&include=retracted,corrections")),
                EntriesText(await target.TimelineAsync(timeline, "&include=retracted,corrections")));
    }

    [Fact]
    public async Task Importing_the_same_again_changes_nothing()
    {
        await using var target = new EmptyApp();
        await target.InitializeAsync();
        var printed = await ExportAsync(source);
        await ImportAsync(target, printed, "/v1/events");
        var once = await ExportAsync(target);

        await ImportAsync(target, printed, "/v1/events", duplicate: true);

        Assert.Equal(once, await ExportAsync(target));
    }

    /// <summary>An earlier program recorded invisible characters, and letters that look like Đ.</summary>
    [Fact]
    public async Task Texts_that_are_refused_or_rewritten_today_are_restored_as_they_were_recorded_and_found()
    {
        await using var target = new EmptyApp();
        await target.InitializeAsync();
        var printed = (await ExportAsync(source)).Replace("Công an", "Cô\u00adng an", StringComparison.Ordinal)
            .Replace("Đà Nẵng", "\u00d0à Nẵng", StringComparison.Ordinal);

        await ImportAsync(target, printed, "/v1/events?preserve=true");

        Assert.Equal(Without(printed, "sequence"), Without(await ExportAsync(target), "sequence"));
        await ImportAsync(target, printed, "/v1/events?preserve=true", duplicate: true);
        foreach (var search in new[] { "công an", "Đà Nẵng" })
            Assert.NotEmpty((await target.TimelineAsync(
                "cities/da-nang", $"&q={Uri.EscapeDataString(search)}")).Entries);
    }

    [Fact]
    public async Task An_import_is_read_as_anything_sent_today_and_recognises_what_was_recorded_in_another_form()
    {
        await using var target = new EmptyApp();
        await target.InitializeAsync();
        var registered = JsonNode.Parse((await ExportAsync(source)).Split('\n')
            .First(line => line.Contains("city-registered", StringComparison.Ordinal)))!;
        registered["data"]!["name"] = "\u00d0à Nẵng";
        await ImportAsync(target, registered.ToJsonString() + "\n", "/v1/events?preserve=true");

        await ImportAsync(target, registered.ToJsonString() + "\n", "/v1/events", duplicate: true);
        registered["data"]!["name"] = "\u00d0à N\u00adẵng";
        var answer = await target.PostRawAsync("/v1/events", registered.ToJsonString(), "application/x-ndjson");

        var result = JsonNode.Parse(answer.Expect(HttpStatusCode.OK).Text)!;
        Assert.Equal(400, (int)result["status"]!);
        var fault = result["errors"]!["data.name"]![0]!;
        Assert.Equal(("unwanted-character", 5), ((string?)fault["code"], (int)fault["arguments"]!["place"]!));
    }

    [Fact]
    public async Task Originals_are_kept_in_an_empty_installation_alone()
    {
        await using var target = new EstablishedApp();
        await target.InitializeAsync();
        // Later than any original of the source, whichever of the two databases was prepared first.
        (await target.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        var answer = await target.PostRawAsync(
            "/v1/events?preserve=true", (await ExportAsync(source)).Split('\n')[0], "application/x-ndjson");

        var result = JsonNode.Parse(answer.Expect(HttpStatusCode.OK).Text)!;
        Assert.Equal((409, "installation-not-empty"), ((int)result["status"]!, (string?)result["type"]));
    }

    [Fact]
    public async Task No_two_originals_were_recorded_at_one_time()
    {
        await using var target = new EmptyApp();
        await target.InitializeAsync();
        var lines = (await ExportAsync(source)).Split('\n')[..2].Select(line => JsonNode.Parse(line)!).ToArray();
        lines[1]["recordedtime"] = (string)lines[0]["recordedtime"]!;

        var answer = await target.PostRawAsync("/v1/events?preserve=true",
            $"{lines[0].ToJsonString()}\n{lines[1].ToJsonString()}", "application/x-ndjson");

        var results = answer.Expect(HttpStatusCode.OK).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([201, 409], results.Select(line => (int)JsonNode.Parse(line)!["status"]!));
    }

    [Fact]
    public async Task An_original_that_was_recorded_in_the_future_is_refused()
    {
        await using var target = new EmptyApp();
        await target.InitializeAsync();
        var first = JsonNode.Parse((await ExportAsync(source)).Split('\n')[0])!;
        first["recordedtime"] = "2999-01-01T00:00:00Z";

        var answer = await target.PostRawAsync(
            "/v1/events?preserve=true", first.ToJsonString(), "application/x-ndjson");

        var result = JsonNode.Parse(answer.Expect(HttpStatusCode.OK).Text)!;
        Assert.Equal((400, "invalid-request"), ((int)result["status"]!, (string?)result["type"]));
        Assert.Equal("recorded-in-future", (string?)result["errors"]!["recordedtime"]![0]!["code"]);
    }

    [Fact]
    public async Task An_empty_list_in_a_request_is_an_error()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!["campaignIds"] = new JsonArray();

        var refusal = (await source.PostEventAsync(flowers)).Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.NotNull(refusal.Json["errors"]!["data.campaignIds"]);
    }

    private static async Task<string> ExportAsync(TestApp app) =>
        (await app.GetAsync("/v1/events")).Expect(HttpStatusCode.OK).Text;

    private static async Task ImportAsync(TestApp app, string lines, string path, bool duplicate = false)
    {
        var answer = (await app.PostRawAsync(path, lines, "application/x-ndjson")).Expect(HttpStatusCode.OK);
        var results = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Count(character => character == '\n'), results.Length);
        Assert.All(results, result => Assert.True(
            (bool?)JsonNode.Parse(result)!["duplicate"] == duplicate, result));
    }

    private static string[] Without(string lines, params string[] attributes) =>
    [
        .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var json = JsonNode.Parse(line)!.AsObject();
            foreach (var attribute in attributes) Assert.True(json.Remove(attribute), attribute);
            return json.ToJsonString();
        }),
    ];

    private static string[] Entries(Answer page, params string[] fields) =>
    [
        .. page.Expect(HttpStatusCode.OK).Entries.Select(entry =>
        {
            foreach (var field in fields) Assert.True(entry!.AsObject().Remove(field), field);
            return entry!.ToJsonString();
        }),
    ];

    private static string EntriesText(Answer page)
    {
        var text = page.Expect(HttpStatusCode.OK).Text;
        return text[text.IndexOf("\"entries\":[", StringComparison.Ordinal)..];
    }
}
