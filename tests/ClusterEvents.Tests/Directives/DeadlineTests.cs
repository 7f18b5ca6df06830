using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Deadlines;
using ClusterEvents.Recording.Http;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Directives;

/// <summary>Events that the program records by itself when due days pass.</summary>
public sealed class DeadlineTests(DeadlineTests.Watching app) : IClassFixture<DeadlineTests.Watching>
{
    private static readonly Dictionary<string, string?> Watched = new() { ["Deadlines:Watch"] = "true" };

    [Fact]
    public async Task A_directive_recorded_after_its_due_day_is_overdue_at_once_and_once_for_each_addressee()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30");

        var overdue = await app.OverdueAsync(directive, 2);

        Assert.Equal(["can-tho 2022-10-01", "da-nang 2022-10-01"], overdue);
        var addressee = await app.AddresseeAsync(directive);
        Assert.Equal((true, "2022-10-01"), ((bool)addressee["overdue"]!, (string?)addressee["overdueAsOf"]));
        foreach (var timeline in new[] { "cities/can-tho", $"campaigns/{Scenarios.Campaign}" })
            Assert.Contains((await app.TimelineAsync(timeline, "&kind=DirectiveOverdue")).Entries, entry =>
                ((string)entry!["stream"]!).EndsWith(directive.Split('/')[^1], StringComparison.Ordinal)
                && (string?)entry["occurredOn"] == "2022-10-01" && (string?)entry["recordedBy"] == "clusterevents");
    }

    [Fact]
    public async Task Each_due_day_is_a_deadline_of_its_own_also_one_that_is_set_again()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30", "can-tho");
        await app.OverdueAsync(directive, 1);
        (await app.AmendAsync(directive, "2022-10-31", "2022-10-05")).Expect(HttpStatusCode.Created);
        await app.OverdueAsync(directive, 2);
        (await app.AmendAsync(directive, "2022-09-30", "2022-11-05")).Expect(HttpStatusCode.Created);

        Assert.Equal(["can-tho 2022-10-01", "can-tho 2022-11-01", "can-tho 2022-11-05"],
            await app.OverdueAsync(directive, 3));
    }

    [Fact]
    public async Task A_city_owes_again_when_its_fulfilment_is_retracted()
    {
        var batch = new JsonArray(
            Scenarios.Event(
                "directive-issued", "directive/owes-again", DirectiveScenarios.Issue("2022-09-30", "can-tho")),
            Scenarios.Event("directive-fulfilled", "directive/owes-again", new JsonObject
            {
                ["occurredOn"] = "2022-09-01",
                ["city"] = "can-tho",
                ["evidence"] = "Báo cáo số 15",
            }));
        var fulfilment = (await app.PostEventAsync(batch)).Expect(HttpStatusCode.Created).Json[1]!["activityId"];

        (await app.PostAsync($"/v1/activities/{fulfilment}/retraction", new { Reason = "Nhầm đơn vị" }))
            .Expect(HttpStatusCode.Created);

        Assert.Equal(["can-tho 2022-10-01"], await app.OverdueAsync("/v1/directives/owes-again", 1));
    }

    [Theory]
    [InlineData("2022-08-31")]
    [InlineData("2022-09-30")]
    public async Task An_overdue_directive_is_on_the_timeline_of_its_campaign_also_after_the_conclusion(string day)
    {
        await using var fresh = new Watching();
        await fresh.InitializeAsync();
        (await fresh.PostAsync($"/v1/campaigns/{Scenarios.Campaign}/conclusion", new JsonObject
        {
            ["occurredOn"] = day,
            ["scope"] = "Cluster",
        })).Expect(HttpStatusCode.Created);

        var directive = await fresh.GivenIssuedDirectiveAsync("2022-09-30", "can-tho");

        Assert.Equal(["can-tho 2022-10-01"], await fresh.OverdueAsync(directive, 1));
        Assert.Single((await fresh.TimelineAsync($"campaigns/{Scenarios.Campaign}", "&kind=DirectiveOverdue")).Entries);
        Assert.Single((await fresh.TimelineAsync("cities/can-tho", "&kind=DirectiveOverdue")).Entries);
    }

    [Fact]
    public async Task Later_lines_of_an_import_are_read_before_anyone_is_flagged_overdue()
    {
        string[] lines =
        [
            Line("issued", DirectiveScenarios.Issue("2022-09-30", "can-tho", "da-nang")),
            Line("fulfilled", new JsonObject
            {
                ["occurredOn"] = "2022-09-29",
                ["city"] = "can-tho",
                ["evidence"] = "Báo cáo số 15",
            }),
            Line("amended", new JsonObject
            {
                ["occurredOn"] = "2022-09-29",
                ["scope"] = "Cluster",
                ["newDueOn"] = "2022-11-30",
                ["reason"] = "Gia hạn",
            }),
        ];

        (await app.PostRawAsync("/v1/events", string.Join('\n', lines), MediaTypes.Lines)).Expect(HttpStatusCode.OK);

        Assert.Equal(["da-nang 2022-12-01"], await app.OverdueAsync("/v1/directives/told-in-lines", 1));

        static string Line(string what, JsonObject data) =>
            Scenarios.Event($"directive-{what}", "directive/told-in-lines", data).ToJsonString();
    }

    [Fact]
    public async Task An_export_that_holds_overdue_directives_restores_them_and_adds_none()
    {
        await using var origin = new Watching();
        await origin.InitializeAsync();
        var directive = await origin.GivenIssuedDirectiveAsync("2022-09-30");
        await origin.OverdueAsync(directive, 2);
        var export = (await origin.GetAsync("/v1/events")).Expect(HttpStatusCode.OK).Text;
        await using var elsewhere = TestApp.With(new(Watched));
        await elsewhere.InitializeAsync();

        var import = await elsewhere.PostRawAsync("/v1/events?preserve=true", export, MediaTypes.Lines);
        var again = await elsewhere.PostRawAsync("/v1/events", export, MediaTypes.Lines);

        Assert.DoesNotContain("\"detail\"", import.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"duplicate\":false", again.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        await elsewhere.LookedAtAsync(directive);
        Assert.Equal(Data(export), Data((await elsewhere.GetAsync("/v1/events")).Text));

        static string[] Data(string lines) =>
        [
            .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!["data"]!.ToJsonString()),
        ];
    }

    [Fact]
    public async Task Two_nodes_on_one_store_record_it_once()
    {
        var nodes = new Dictionary<string, string?>(Watched) { ["Nodes:Single"] = "false" };
        await using var one = TestApp.EstablishedWith(nodes);
        await one.InitializeAsync();
        await using var other = TestApp.With(new(nodes) { ["ConnectionStrings:ClusterEvents"] = one.ConnectionString });
        await other.InitializeAsync();
        var directive = await one.GivenIssuedDirectiveAsync("2022-09-30");
        var key = new StreamKey("directive", directive.Split('/')[^1]);

        await Task.WhenAll(new[] { one, other, one, other }.Select(node =>
            node.Get<Deadlines>().ReviewAsync([key], TestApp.Cancel)));

        Assert.Equal(["can-tho 2022-10-01", "da-nang 2022-10-01"], (await one.OverdueAsync(directive, 2)).Order());
    }

    [Fact]
    public async Task The_message_that_looks_is_scheduled_in_the_transaction_of_the_recording()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2990-12-30");
        (await app.AmendAsync(directive, "2990-12-31")).Expect(HttpStatusCode.Created);
        (await app.PostEventAsync(new JsonArray(
            Scenarios.Event("directive-issued", null, DirectiveScenarios.Issue("2990-11-30", "can-tho")),
            Scenarios.Event("directive-issued", null, DirectiveScenarios.Issue("2020-11-30", "can-tho")))))
            .Refused(HttpStatusCode.UnprocessableEntity, "due-before-issue");

        await using var query = app.Database.CreateCommand(
            """
            select to_char(m.execution_time at time zone 'utc', 'YYYY-MM-DD HH24:MI') || ' ' || e.version
            from wolverine.wolverine_incoming_envelopes m
            left join clusterevents.mt_events e on e.xmin = m.xmin
            where m.status = 'Scheduled' and m.execution_time > '2990-01-01' order by 1
            """);
        await using var rows = await query.ExecuteReaderAsync(TestApp.Cancel);
        var scheduled = new List<string>();
        while (await rows.ReadAsync(TestApp.Cancel)) scheduled.Add(rows.GetString(0));

        Assert.Equal(["2990-12-30 17:00 1", "2990-12-31 17:00 2"], scheduled);
    }

    [Fact]
    public async Task A_due_day_has_passed_when_the_next_day_begins_in_Vietnam()
    {
        var (app, clock) = await AtNoonOf("2022-07-29");
        await using var _ = app;
        var directive = await app.GivenIssuedDirectiveAsync("2022-07-31");

        clock.Advance(Instant("2022-07-31T23:59:59+07:00") - clock.GetUtcNow());
        await app.LookedAtAsync(directive);
        Assert.Empty(await app.OverdueAsync(directive, 0));

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["can-tho 2022-08-01", "da-nang 2022-08-01"], await app.OverdueAsync(directive, 2));
    }

    [Fact]
    public async Task Fulfilled_and_revoked_obligations_are_not_overdue()
    {
        var (app, clock) = await AtNoonOf("2022-07-29");
        await using var _ = app;
        var (fulfilled, revoked, amended) = (await app.GivenIssuedDirectiveAsync("2022-08-31"),
            await app.GivenIssuedDirectiveAsync("2022-08-31"), await app.GivenIssuedDirectiveAsync("2022-08-31"));
        (await app.FulfilAsync(fulfilled, day: "2022-07-29")).Expect(HttpStatusCode.Created);
        (await app.RevokeAsync(revoked, day: "2022-07-29")).Expect(HttpStatusCode.Created);
        (await app.AmendAsync(amended, "2022-10-31", day: "2022-07-29")).Expect(HttpStatusCode.Created);

        clock.Advance(TimeSpan.FromDays(60));

        Assert.Equal(["da-nang 2022-09-01"], await app.OverdueAsync(fulfilled, 1));
        await app.LookedAtAsync(revoked, amended);
        Assert.Empty(await app.OverdueAsync(revoked, 0));
        Assert.Empty(await app.OverdueAsync(amended, 0));
        clock.Advance(TimeSpan.FromDays(60));
        Assert.Equal(["can-tho 2022-11-01", "da-nang 2022-11-01"], await app.OverdueAsync(amended, 2));
    }

    [Fact]
    public async Task Directives_recorded_while_no_node_was_running_are_checked_at_the_next_start()
    {
        await using var unwatched = new EstablishedApp();
        await unwatched.InitializeAsync();
        var directive = await unwatched.GivenIssuedDirectiveAsync("2022-09-30");
        await unwatched.DisposeAsync();

        await using var watching = TestApp.With(
            new(Watched) { ["ConnectionStrings:ClusterEvents"] = unwatched.ConnectionString });
        await watching.InitializeAsync();

        Assert.Equal(["can-tho 2022-10-01", "da-nang 2022-10-01"], await watching.OverdueAsync(directive, 2));
        await watching.LookedAtAsync(directive);
        Assert.Equal(2, (await watching.OverdueAsync(directive, 2)).Length);
    }

    [Fact]
    public async Task A_due_day_that_passed_while_no_node_was_running_is_noticed_at_the_next_start()
    {
        var (gone, clock) = await AtNoonOf("2022-07-29");
        var directive = await gone.GivenIssuedDirectiveAsync("2022-07-31");
        await gone.DisposeAsync();
        clock.Advance(TimeSpan.FromDays(3));

        await using var next = TestApp.With(
            new(Watched) { ["ConnectionStrings:ClusterEvents"] = gone.ConnectionString }, clock);
        await next.InitializeAsync();

        Assert.Equal(["can-tho 2022-08-01", "da-nang 2022-08-01"], await next.OverdueAsync(directive, 2));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, null).ToUniversalTime();

    private static async Task<(TestApp App, FakeTimeProvider Clock)> AtNoonOf(string day)
    {
        var clock = new FakeTimeProvider(Instant($"{day}T12:00:00+07:00"));
        var app = TestApp.EstablishedWith(new(Watched), clock);
        await app.InitializeAsync();
        return (app, clock);
    }

    public sealed class Watching : EstablishedApp
    {
        protected override Dictionary<string, string?> Settings => Watched;
    }
}
