using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Faults.Stands;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Tests.Directives;
using Xunit;

namespace ClusterEvents.Tests.Webhooks;

public sealed class WebhookTests(TellingApp telling) : IClassFixture<TellingApp>
{
    private readonly TestApp app = telling.App;
    private readonly WebhookReceiver receiver = telling.Receiver;

    [Fact]
    public async Task A_recorded_directive_is_delivered_signed_as_exported()
    {
        var issued = await app.IssueDirectiveAsync("2022-09-30", "can-tho", "da-nang");

        var delivery = Assert.Single(await receiver.OfAsync(Id(issued), 1));

        Assert.True(delivery.IsSigned);
        Assert.Equal("application/cloudevents+json; charset=utf-8", delivery.ContentType);
        Assert.InRange(delivery.SentAt, DateTimeOffset.FromUnixTimeSeconds(
            TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60), TimeProvider.System.GetUtcNow());
        var exported = (await app.GetAsync($"/v1/events?subject={issued.Stream}")).Expect(HttpStatusCode.OK).Text;
        Assert.Equal(JsonNode.Parse(exported)!.ToJsonString(), delivery.CloudEvent.ToJsonString());
    }

    [Fact]
    public async Task Only_the_default_types_are_delivered_if_none_are_configured()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30");
        var acknowledged = (await app.AcknowledgeAsync(directive)).Expect(HttpStatusCode.Created);
        var overdue = (await app.FlagOverdueAsync(directive, "2022-10-01")).Expect(HttpStatusCode.Created);

        Assert.Equal("clusterevents.directive-overdue.v2",
            (string?)Assert.Single(await receiver.OfAsync(Id(overdue), 1)).CloudEvent["type"]);
        Assert.DoesNotContain(receiver.Deliveries, delivery => delivery.Id == Id(acknowledged));
    }

    [Fact]
    public async Task A_usual_type_is_told_in_a_second_version_too()
    {
        var first = IssueDirective.Type;
        var second = ActivityType.Of<DirectiveIssued, Directive>(
            first.Command, first.Route, first.NameForPeople, first.Opens, first.Reach, first.Right, (_, _, _) => [],
            (issued, _) => new(issued.Summary, ""), upcasts: [data => data]);
        await using var told = await WebhookReceiver.StartAsync();
        await using var after = TestApp.With(
            new()
            {
                ["ConnectionStrings:ClusterEvents"] = await Template.Established.CopyAsync(),
                ["Webhooks:0:Url"] = told.Url,
                ["Webhooks:0:Secret"] = told.Secret,
            },
            catalogue: new(
                [.. StoredEvents.Catalogue.Types.Select(type => type == first ? second : type)],
                StoredEvents.Catalogue.Folds));
        await after.InitializeAsync();

        var issued = (await after.IssueDirectiveAsync("2022-09-30", "can-tho")).Expect(HttpStatusCode.Created);

        Assert.Equal("clusterevents.directive-issued.v3",
            (string?)Assert.Single(await told.OfAsync(Id(issued), 1)).CloudEvent["type"]);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(307)]
    public async Task A_failed_delivery_is_retried_until_it_succeeds(int refusal)
    {
        await using var other = new TellingApp();
        await other.InitializeAsync();
        other.Receiver.Answers = times => times <= 2 ? refusal : 200;

        var issued = await other.App.IssueDirectiveAsync(null, "can-tho");

        var deliveries = await other.Receiver.OfAsync(Id(issued), 3);
        Assert.Equal(3, deliveries.Length);
        Assert.All(deliveries, delivery => Assert.True(delivery.IsSigned));
        Assert.Equal(0, await DeadLettersAsync(other.App, 0));
    }

    [Fact]
    public async Task A_dead_letter_is_listed_and_delivered_when_sent_again()
    {
        await using var other = new TellingApp();
        await other.InitializeAsync();
        other.Receiver.Answers = _ => 503;
        var issued = await other.App.IssueDirectiveAsync(null, "can-tho");
        Assert.Equal(1, await DeadLettersAsync(other.App, 1));

        var letter = (await other.App.GetAsync("/v1/webhooks/dead-letters")).Json["items"]![0]!;
        // Neither list nor log contains the query.
        var target = other.Receiver.Url.Split('?')[0];
        Assert.Equal((target, Id(issued), $"{target} answered 503."),
            ((string)letter["url"]!, (string)letter["activityId"]!, (string)letter["reason"]!));
        other.Receiver.Answers = _ => 200;
        (await other.App.PostAsync($"/v1/webhooks/dead-letters/{letter["id"]}/replay", new { }))
            .Expect(HttpStatusCode.Accepted);

        Assert.Equal(4, (await other.Receiver.OfAsync(Id(issued), 4)).Length);
        Assert.Equal(0, await DeadLettersAsync(other.App, 0));
    }

    [Fact]
    public async Task An_unreachable_receiver_becomes_a_dead_letter_like_one_that_rejects()
    {
        await using var other = new TellingApp();
        await other.InitializeAsync();
        await other.Receiver.DisposeAsync();

        (await other.App.IssueDirectiveAsync(null, "can-tho")).Expect(HttpStatusCode.Created);

        Assert.Equal(1, await DeadLettersAsync(other.App, 1));
    }

    [Fact]
    public async Task A_delivery_that_has_not_failed_cannot_be_sent_again() =>
        (await app.PostAsync("/v1/webhooks/dead-letters/019a0000-0000-7000-8000-000000000000/replay", new { }))
            .Refused(HttpStatusCode.NotFound, "unknown-dead-letter");

    [Fact]
    public async Task A_webhook_target_configured_later_gets_later_events()
    {
        await using var before = new EstablishedApp();
        await before.InitializeAsync();
        var first = (await before.IssueDirectiveAsync(null, "can-tho")).Expect(HttpStatusCode.Created);
        await Eventually.FindAsync(() => before.GetAsync("/health/ready"),
            ready => ready.Json["projections"]!.AsArray().All(one => (long)one!["position"]! >= first.Position));
        await before.DisposeAsync();
        await using var late = await WebhookReceiver.StartAsync();
        await using var app = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = before.ConnectionString,
            ["Webhooks:0:Url"] = late.Url,
            ["Webhooks:0:Secret"] = late.Secret,
            ["Webhooks:0:Types:0"] = "*",
        });
        await app.InitializeAsync();

        var held = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);

        await late.OfAsync(Id(held), 1);
        Assert.Equal([Id(held)], late.Deliveries.Select(delivery => delivery.Id));
    }

    [Fact]
    public async Task Projection_and_sealing_follow_a_recording_even_if_the_program_is_killed_at_once()
    {
        await using var told = await WebhookReceiver.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:ClusterEvents"] = await Template.Established.CopyAsync(),
            ["Deadlines:Watch"] = "true",
            ["Webhooks:0:Url"] = told.Url,
            ["Webhooks:0:Secret"] = told.Secret,
        };
        string issued;
        using (var program = ProgramProcess.Start(
            settings.ToDictionary(one => one.Key.Replace(":", "__", StringComparison.Ordinal), one => one.Value),
            "--urls", "http://127.0.0.1:0", "--Nodes:Single=true", "--Seeds:Load=false"))
        {
            using var http = new HttpClient { BaseAddress = await program.AddressAsync(TestApp.Cancel) };
            using var answer = await http.PostAsJsonAsync(
                "/v1/directives", DirectiveScenarios.Issue("2022-09-30", "can-tho"), TestApp.Cancel);
            issued = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestApp.Cancel);
            await program.KillAsync();
        }

        await using var next = TestApp.With(settings);
        await next.InitializeAsync();

        var recorded = JsonNode.Parse(issued)!;
        var directive =
            $"/v1/{((string)recorded["stream"]!).Replace("directive/", "directives/", StringComparison.Ordinal)}";
        Assert.Equal(["can-tho 2022-10-01"], await next.OverdueAsync(directive, 1));
        Assert.NotEmpty(await told.OfAsync((string)recorded["activityId"]!, 1));
        await next.LookedAtAsync(directive);
        Assert.Single(await next.OverdueAsync(directive, 1));
    }

    [Theory]
    [InlineData("Webhooks:0:Url", "ftp://receiver.example/")]
    [InlineData("Webhooks:0:Secret", "whsec_c2hvcnQ=")]
    [InlineData("Webhooks:0:Secret", "secret")]
    [InlineData("Webhooks:0:Types:0", "directive-issued")]
    public async Task An_insecure_webhook_target_prevents_the_start(string setting, string value)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Webhooks:0:Url"] = "https://receiver.example/",
            ["Webhooks:0:Secret"] = receiver.Secret,
        };
        settings[setting] = value;
        await using var refused = TestApp.With(settings);

        var exception = await Assert.ThrowsAsync<CannotStartException>(async () => await refused.InitializeAsync());

        Assert.StartsWith(setting.Replace(":", "__", StringComparison.Ordinal).Replace("__0__Types__0", "__0__Types",
            StringComparison.Ordinal), exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.Secret, exception.Message, StringComparison.Ordinal);
    }

    private static string Id(Answer recorded) => (string)recorded.Expect(HttpStatusCode.Created).Json["activityId"]!;

    private static Task<int> DeadLettersAsync(TestApp app, int count) => Eventually.FindAsync(
        async () => (int)(await app.GetAsync("/v1/webhooks/dead-letters")).Expect(HttpStatusCode.OK).Json["total"]!,
        found => found == count);
}
