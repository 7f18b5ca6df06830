using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.TransparencyLog;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>An erasure finds the person everywhere in the entry, and says where else the name stays.</summary>
public sealed class ErasureReachTests : IAsyncLifetime
{
    private const string Name = "Nguyễn Hữu Cường";
    private const string WithoutMarks = "nguyen huu cuong";

    private readonly EstablishedApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Texts_attributes_and_reasons_that_name_the_person_go_too()
    {
        var remarks = await RemarksAsync(Name, title: "Hội nghị");
        var corrected = await _app.PostAsync($"/v1/activities/{remarks}/corrections", new JsonObject
        {
            ["reason"] = $"Theo đồng chí {Name.ToUpperInvariant()}",
            ["changes"] = new JsonArray(
                new JsonObject { ["field"] = "person.rank", ["old"] = "Đại tá", ["new"] = "Thiếu tướng" }),
        });
        var correction = (string)corrected.Expect(HttpStatusCode.Created).Json["activityId"]!;
        Assert.Contains(Name, (await _app.TimelineAsync("cities/can-tho")).Text, StringComparison.Ordinal);
        var before = await _app.Get<EventReplay>().NewestAsync(TestApp.Cancel);

        var dry = (await EraseAsync(remarks, "?dryRun=true")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(before, await _app.Get<EventReplay>().NewestAsync(TestApp.Cancel));
        Assert.Contains(Name, (await _app.GetAsync($"/v1/activities/{remarks}")).Text, StringComparison.Ordinal);
        var erased = (await EraseAsync(remarks)).Expect(HttpStatusCode.Created).Json;
        string[] expected =
        [
            .. new[] { "/person/name", "/person/rank", "/gist", "/sources/0/byline", "/sources/0/note", "handledby" }
                .Select(field => $"{remarks} {field}"),
            .. new[] { "/reason", "/changes/0/old", "/changes/0/new" }.Select(field => $"{correction} {field}"),
        ];
        foreach (var report in new[] { dry, erased })
        {
            Assert.Equal(expected.Order(), Erased(report).Order());
            Assert.Empty(report["remaining"]!.AsArray());
        }

        await _app.SettledAsync(TimeSpan.FromMinutes(1));
        await _app.TimelineAsync("cities/can-tho");
        var everything = await EverythingStoredAsync();
        foreach (var name in new[] { Name, Name.ToUpperInvariant(), WithoutMarks, "Cường" })
            Assert.DoesNotContain(name, everything, StringComparison.OrdinalIgnoreCase);
        Assert.Empty((await _app.GetAsync($"/v1/search?q={Uri.EscapeDataString(Name)}")).Json["entries"]!.AsArray());
        Assert.Empty((await _app.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel)).Findings);
    }

    [Fact]
    public async Task Where_the_name_stays_is_said()
    {
        var remarks = await RemarksAsync(Name, title: $"Bài nói của {Name}");
        var flowers = Scenarios.Flowers();
        flowers["data"]!["place"] = $"Nhà đồng chí {WithoutMarks.ToUpperInvariant()}";
        var other = (string)(await _app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created).Json["activityId"]!;
        await _app.TamperAsync(
            "insert into clusterevents.audit_report (id, made_at, report) values "
            + $"(gen_random_uuid(), now(), jsonb_build_object('x', normalize('{Name}', NFD))); "
            + "insert into wolverine.wolverine_dead_letters (id, body, message_type, received_at) values "
            + "(gen_random_uuid(), convert_to('{\"name\":\"Nguy\\u1EC5n H\\u1EEFu C\\u01B0\\u1EDDng\"}', 'UTF8'), "
            + "'x', 'x')");

        await _app.SettledAsync(TimeSpan.FromMinutes(1));

        foreach (var query in new[] { "?dryRun=true", "" })
        {
            var remaining = (await EraseAsync(remarks, query)).Json["remaining"]!.AsArray().Select(one =>
                $"{one!["where"]} {one["activityId"]} {one["field"]} {one["rows"]}").Order();

            Assert.Equal(
                new[]
                {
                    $"other-entry {other}  ", $"field-not-personal {remarks} /sources/0/title ",
                    "clusterevents.log_leaf   2", "clusterevents.audit_report   1",
                    "wolverine.wolverine_dead_letters   1",
                }.Order(), remaining);
        }
    }

    [Fact]
    public async Task A_name_in_an_uploaded_sheet_and_in_an_address_is_found()
    {
        var remarks = Remarks(await _app.GivenMeetingAsync(), Name, "Hội nghị", Name);
        remarks["data"]!["sources"]![0]!["url"] = $"https://example.org/{Uri.EscapeDataString(Name)}";
        var id = (string)(await _app.PostEventAsync(remarks)).Expect(HttpStatusCode.Created).Json["activityId"]!;
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        await using (var part = new StreamWriter(archive.CreateEntry("xl/sharedStrings.xml").Open()))
            await part.WriteAsync($"<si><t>Thăm đồng chí {Name}</t></si>");
        byte[][] sheets =
        [
            Encoding.UTF8.GetBytes($"Loại\nThăm {Name}"), Encoding.Unicode.GetBytes($"Loại\nThăm {Name}"),
            packed.ToArray(), "PK\u0003\u0004 no workbook"u8.ToArray(),
        ];
        foreach (var sheet in sheets)
            await _app.ExecuteAsync(
                "insert into clusterevents.import_draft values (gen_random_uuid(), 'lan', 'x', null, "
                + $"decode('{Convert.ToHexString(sheet)}', 'hex'), now())");
        await _app.SettledAsync(TimeSpan.FromMinutes(1));

        var remaining = (await EraseAsync(id, "?dryRun=true")).Expect(HttpStatusCode.OK).Json["remaining"]!.AsArray()
            .Select(one => $"{one!["where"]} {one["field"]} {one["rows"]}").Order();

        Assert.Equal(new[]
        {
            "clusterevents.import_draft  3", "clusterevents.log_leaf  1", "field-not-personal /sources/0/url ",
        }, remaining);
    }

    [Fact]
    public async Task A_recorder_of_that_name_is_erased_from_what_the_entry_says()
    {
        var remarks = await RemarksAsync("Local Developer", title: "Hội nghị");
        Assert.Equal("local-developer",
            (string)(await _app.GetAsync($"/v1/activities/{remarks}")).Json["recordedBy"]!);

        var erased = (await EraseAsync(remarks)).Expect(HttpStatusCode.Created).Json;
        await _app.SettledAsync(TimeSpan.FromMinutes(1));

        Assert.Contains($"{remarks} recordedby", Erased(erased));
        Assert.Contains((await _app.TimelineAsync("cities/can-tho")).Entries, entry =>
            (string)entry!["activityId"]! == remarks && (string?)entry["recordedBy"] == ActivityLeaf.Erased);
        Assert.Empty((await _app.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel)).Findings);
    }

    [Fact]
    public async Task Named_fields_alone_can_be_erased()
    {
        var remarks = await RemarksAsync(Name, title: "Hội nghị", byline: "Trần Thị Dung");

        var refused = await EraseAsync(remarks, "", "sources[0].title");
        var erased = (await EraseAsync(remarks, "", "sources[0].byline")).Expect(HttpStatusCode.Created).Json;

        refused.Refused(HttpStatusCode.UnprocessableEntity, "nothing-personal");
        Assert.Equal([$"{remarks} /sources/0/byline"], Erased(erased));
        var shown = (await _app.GetAsync($"/v1/activities/{remarks}")).Text;
        Assert.Contains(Name, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Trần Thị Dung", shown, StringComparison.Ordinal);
        await _app.SettledAsync(TimeSpan.FromMinutes(1));
        Assert.Empty((await _app.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel)).Findings);
    }

    [Fact]
    public async Task The_erasure_itself_may_not_repeat_the_name()
    {
        var remarks = await RemarksAsync(Name, title: "Hội nghị");

        (await _app.PostAsync($"/v1/activities/{remarks}/erasure",
            new { LegalBasis = "x", RequestedBy = WithoutMarks, Reason = "x" }))
            .Refused(HttpStatusCode.UnprocessableEntity, "names-the-erased");
    }

    [Theory]
    [InlineData("gist", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("handledby", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public async Task A_value_that_looks_like_a_commitment_is_refused(string field, string value)
    {
        var remarks = Remarks(await _app.GivenMeetingAsync(), Name, "Hội nghị", Name);
        (field == "gist" ? remarks["data"]! : remarks)[field] = value;

        var refused = await _app.PostEventAsync(remarks);

        refused.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("looks like a commitment", refused.Text, StringComparison.Ordinal);
    }

    private async Task<string> RemarksAsync(string name, string title, string? byline = null) =>
        (string)(await _app.PostEventAsync(Remarks(await _app.GivenMeetingAsync(), name, title, byline ?? name)))
            .Expect(HttpStatusCode.Created).Json["activityId"]!;

    private static JsonObject Remarks(string meeting, string name, string title, string byline)
    {
        var remarks = Scenarios.Event("remarks-delivered", meeting, new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["kind"] = "Closing",
            ["cityIds"] = new JsonArray("can-tho"),
            ["person"] = new JsonObject { ["name"] = name, ["rank"] = "Đại tá" },
            ["gist"] = $"Đồng chí {name} đánh giá kết quả",
            ["sources"] = new JsonArray(new JsonObject
            {
                ["publisher"] = "Báo Cần Thơ",
                ["title"] = title,
                ["byline"] = byline,
                ["note"] = $"Ảnh: {name}.",
            }),
        });
        remarks["handledby"] = WithoutMarks;
        return remarks;
    }

    private Task<Answer> EraseAsync(string id, string query = "", params string[] fields)
    {
        var body = new JsonObject { ["legalBasis"] = "Luật", ["requestedBy"] = "Công an", ["reason"] = "Yêu cầu" };
        if (fields.Length > 0) body["fields"] = new JsonArray([.. fields.Select(field => (JsonNode)field)]);
        return _app.PostAsync($"/v1/activities/{id}/erasure{query}", body);
    }

    private static string[] Erased(JsonNode report) =>
        [.. report["erased"]!.AsArray().Select(one => $"{one!["activityId"]} {one["field"]}")];

    private async Task<string> EverythingStoredAsync()
    {
        await using var query = _app.Database.CreateCommand(ErasureTests.EverythingStored);
        return (string)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }
}
