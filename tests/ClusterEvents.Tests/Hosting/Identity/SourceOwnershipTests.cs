using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.Recording.Http;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Identity;

/// <summary>Source and id identify a recording for ever, so nobody can use another's source.</summary>
public sealed class SourceOwnershipTests(SecuredApp secured) : IClassFixture<SecuredApp>
{
    private readonly TestApp _app = secured.App;

    private (string, string) Lan => secured.Authority.SignedIn("lan", [Role.Recorder], ["can-tho"]);

    private (string, string) Minh => secured.Authority.SignedIn("minh", [Role.Recorder], ["can-tho"]);

    private (string, string) Hoa => secured.Authority.SignedIn("hoa", [Role.Recorder], ["*"]);

    private (string, string) Administrator => secured.Authority.SignedIn("an", [Role.Administrator]);

    [Theory]
    [InlineData("/recorders/hoa")]
    [InlineData("/recorders/")]
    [InlineData("/recorders")]
    [InlineData("/recorders/lan/other")]
    [InlineData("/cities/da-nang")]
    [InlineData("/cities/da-nang/gateway")]
    [InlineData("/cities/")]
    [InlineData("/deadlines/0198")]
    [InlineData("/seeds/cum-1-bca")]
    [InlineData("/Recorders/hoa")]
    [InlineData("//recorders/hoa")]
    [InlineData("/x/../recorders/hoa")]
    [InlineData("/%72ecorders/hoa")]
    [InlineData("recorders/hoa")]
    [InlineData("http://h/recorders/hoa")]
    [InlineData("/cities/./da-nang")]
    public async Task A_recorder_cannot_send_as_another(string source)
    {
        var refusal = await _app.PostEventAsync(MeetingOf(source, "k-1"), Lan);

        refusal.Refused(HttpStatusCode.Forbidden, "not-your-source");
        Assert.Contains("/recorders/lan", (string)refusal.Json["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/recorders/lan")]
    [InlineData("/cities/can-tho")]
    [InlineData("/cities/can-tho/gateway")]
    [InlineData("https://documents.example.vn/can-tho")]
    public async Task A_recorder_sends_as_itself_as_its_city_and_as_a_system(string source) =>
        (await _app.PostEventAsync(MeetingOf(source, "k-2"), Lan)).Expect(HttpStatusCode.Created);

    [Fact]
    public async Task A_recorder_of_all_cities_sends_as_any_city_and_still_as_no_other_recorder()
    {
        (await _app.PostEventAsync(MeetingOf("/cities/can-tho", "k-3"), Hoa)).Expect(HttpStatusCode.Created);
        (await _app.PostEventAsync(MeetingOf("/recorders/lan", "k-3"), Hoa))
            .Refused(HttpStatusCode.Forbidden, "not-your-source");
    }

    [Fact]
    public async Task An_idempotency_key_of_another_recorder_cannot_be_used_or_read()
    {
        (await _app.PostEventAsync(MeetingOf("/recorders/lan", "mine"), Hoa))
            .Refused(HttpStatusCode.Forbidden, "not-your-source");
        var first = (await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), Lan, ("Idempotency-Key", "mine")))
            .Expect(HttpStatusCode.Created);
        Assert.False((bool)first.Json["duplicate"]!);

        var asked = await _app.PostEventAsync(MeetingOf("/recorders/lan", "mine"), Hoa);

        asked.Refused(HttpStatusCode.Forbidden, "not-your-source");
        Assert.DoesNotContain((string)first.Json["activityId"]!, asked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_and_lines_are_subject_to_the_same_rule()
    {
        var batch = new JsonArray(MeetingOf("/recorders/lan", "k-4"), MeetingOf("/recorders/hoa", "k-4"));
        (await _app.PostEventAsync(batch, Lan)).Refused(HttpStatusCode.Forbidden, "not-your-source");

        var lines = string.Join('\n', batch.Select(line => line!.ToJsonString()));
        var results = (await _app.PostRawAsync("/v1/events", lines, MediaTypes.Lines, Lan)).Expect(HttpStatusCode.OK)
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal([201, 403], results.Select(result => (int)result["status"]!));
        Assert.Equal("not-your-source", (string)results[1]["type"]!);
    }

    [Fact]
    public async Task An_administrator_restores_what_others_recorded() =>
        (await _app.PostEventAsync(MeetingOf("/recorders/somebody-who-left", "k-5"), Administrator))
            .Expect(HttpStatusCode.Created);

    [Fact]
    public async Task A_source_is_whose_system_used_it_first_however_it_is_spelled_and_sent()
    {
        const string system = "https://records.example.vn/cluster";
        (await _app.PostEventAsync(MeetingOf(system, "k-6"), Lan)).Expect(HttpStatusCode.Created);

        foreach (var spelling in new[]
        {
            system, "HTTPS://Records.example.VN/cluster", "https://records.example.vn:443/./cluster/",
            "https://records.example.vn/x/../%63luster",
        })
        {
            (await _app.PostEventAsync(MeetingOf(spelling, "k-7"), Minh))
                .Refused(HttpStatusCode.Forbidden, "not-your-source");
            (await _app.PostEventAsync(new JsonArray(MeetingOf(spelling, "k-7")), Hoa))
                .Refused(HttpStatusCode.Forbidden, "not-your-source");
        }

        (await _app.PostEventAsync(MeetingOf(system, "k-7"), Lan)).Expect(HttpStatusCode.Created);
        (await _app.PostEventAsync(MeetingOf("https://records.example.vn/other", "k-7"), Hoa))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_store_from_before_sources_had_owners_gives_each_to_who_used_it_first()
    {
        await using var before = new SecuredApp();
        await before.InitializeAsync();
        (string, string) By(string name) => before.Authority.SignedIn(name, [Role.Recorder], ["can-tho"]);
        const string system = "https://archive.example.vn/";
        (await before.App.PostEventAsync(MeetingOf(system, "k-8"), By("lan"))).Expect(HttpStatusCode.Created);
        await before.App.TamperAsync("delete from clusterevents.source_owner");
        await before.App.DisposeAsync();

        await using var next = TestApp.With(new()
        {
            ["environment"] = "Production",
            ["ConnectionStrings:ClusterEvents"] = before.App.ConnectionString,
            ["Store:Migrate"] = "true",
            ["Authentication:Authority"] = before.Authority.Url,
            ["Authentication:Audience"] = "clusterevents",
        });
        await next.InitializeAsync();

        (await next.PostEventAsync(MeetingOf("https://ARCHIVE.example.vn", "k-9"), By("other")))
            .Refused(HttpStatusCode.Forbidden, "not-your-source");
        (await next.PostEventAsync(MeetingOf(system, "k-9"), By("lan"))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_source_stays_with_its_sender_whatever_name_others_have()
    {
        (string, string) By(string subject, string name) => ("Authorization", "Bearer " + secured.Authority.Token(
            subject, new()
            {
                ["role"] = new[] { Role.Recorder },
                ["city"] = new[] { "can-tho" },
                ["preferred_username"] = name,
            }));
        const string System = "https://registry.example.vn/";
        var first = MeetingOf(System, "k-11");
        first["sourceowner"] = "sub-of-somebody-else";
        (await _app.PostEventAsync(first, By("0198-lan", "Nguyễn Thị Lan"))).Expect(HttpStatusCode.Created);

        (await _app.PostEventAsync(MeetingOf(System, "k-12"), By("0198-other", "Nguyễn Thị Lan")))
            .Refused(HttpStatusCode.Forbidden, "not-your-source");
        (await _app.PostEventAsync(MeetingOf(System, "k-12"), By("0198-lan", "Trần Thị Lan")))
            .Expect(HttpStatusCode.Created);
        var again = (await _app.PostEventAsync(MeetingOf(System, "k-11"), By("0198-lan", "Trần Thị Lan")))
            .Expect(HttpStatusCode.Created).Json;
        Assert.True((bool)again["duplicate"]!);

        // It follows from the events, so a store without the table gives it to the same sender, and an audit agrees.
        await _app.TamperAsync("delete from clusterevents.source_owner");
        await _app.Get<SourceTable>().PrepareAsync(TestApp.Cancel);
        Assert.Empty((await _app.AuditAsync()).Findings);
        await _app.TamperAsync("update clusterevents.source_owner set owner = 'sub-x' where owner like 'sub-%'");
        Assert.Contains((await _app.AuditAsync()).Findings, one => one.Code == "source-altered");
        await _app.TamperAsync("delete from clusterevents.source_owner");
        await _app.Get<SourceTable>().PrepareAsync(TestApp.Cancel);
    }

    [Fact]
    public async Task Nobody_learns_by_a_repetition_what_another_recorded()
    {
        var meeting = MeetingOf("/cities/can-tho", "k-10");
        meeting["data"]!["cityIds"] = new JsonArray("can-tho", "da-nang");
        var first = (await _app.PostEventAsync(meeting, Hoa)).Expect(HttpStatusCode.Created);

        var asked = (await _app.PostEventAsync(meeting, Lan)).Refused(HttpStatusCode.Forbidden, "not-your-city");
        Assert.DoesNotContain((string)first.Json["activityId"]!, asked.Text, StringComparison.Ordinal);
        meeting["id"] = "never-sent";
        var other = (await _app.PostEventAsync(meeting, Lan)).Refused(HttpStatusCode.Forbidden, "not-your-city");
        Assert.Equal((string?)other.Json["detail"], (string?)asked.Json["detail"]);
        meeting["id"] = "k-10";
        var again = (await _app.PostEventAsync(meeting, Hoa)).Expect(HttpStatusCode.Created);
        Assert.True((bool)again.Json["duplicate"]!);
    }

    private static JsonObject MeetingOf(string source, string id)
    {
        var cloudEvent = Scenarios.Event("meeting-held", null, Scenarios.Meeting(), id);
        cloudEvent["source"] = source;
        return cloudEvent;
    }
}
