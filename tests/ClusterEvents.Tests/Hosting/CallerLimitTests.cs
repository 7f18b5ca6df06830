using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Recording.Http;
using ClusterEvents.Tests.Hosting.Identity;
using ClusterEvents.Timelines.Projection;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>The program behind an authority, where each caller may do one thing of each kind at once.</summary>
public sealed class OneEachApp : SecuredApp
{
    protected override bool PublicReading => true;

    protected override Dictionary<string, string?> Settings => new()
    {
        ["Limits:RequestsEach"] = "1",
        ["Limits:RecordingsEach"] = "1",
        ["Limits:WaitsEach"] = "1",
        ["Limits:StreamsEach"] = "1",
        ["Limits:ImportsEach"] = "1",
        ["Limits:FollowersEach"] = "1",
        ["Limits:RequestsWaiting"] = "0",
        // Three anonymous callers at once are one more than there are places for.
        ["Limits:RequestsAtOnce"] = "8",
        ["Limits:AnonymousShare"] = "25",
    };
}

/// <summary>No caller can take the service from the others: who is at its limit is refused, and nobody else.</summary>
public sealed class CallerLimitTests(OneEachApp secured) : IClassFixture<OneEachApp>
{
    private readonly TestApp _app = secured.App;

    private (string, string) Abuser => secured.Authority.SignedIn("mallory", [Role.Recorder], ["da-nang"]);

    private (string, string) Other => secured.Authority.SignedIn("lan", [Role.Recorder], ["can-tho"]);

    [Fact]
    public async Task Requests_are_counted_for_each_caller()
    {
        await using var held = await HeldLock.OnTableAsync(_app, TimelineTables.Timelines);
        var first = await OneIsRefusedAsync(() => _app.GetAsync("/v1/timelines/cities/can-tho", Abuser));

        (await _app.GetAsync("/v1/streams/city/can-tho", Other)).Expect(HttpStatusCode.OK);

        await held.DisposeAsync();
        (await first).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bodies_are_counted_for_each_caller()
    {
        // Enough for minutes at the least rate that the server takes.
        var (held, answer) = await OneIsHeldAsync("/v1/meetings", MediaTypes.Json, "{" + new string(' ', 64 * 1024));
        using var slow = held;
        Check(await _app.PostAsync("/v1/meetings", new { }, Abuser));

        (await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), Other)).Expect(HttpStatusCode.Created);
        (await _app.GetAsync("/v1/cities", Abuser)).Expect(HttpStatusCode.OK);
        await slow.EndBodyAsync();
        await answer;
    }

    [Fact]
    public async Task Waits_are_counted_for_each_caller_and_a_position_that_is_reached_is_none()
    {
        const string Future = "/v1/timelines/cities/can-tho?atLeast=999999999";
        var first = await OneIsRefusedAsync(() => _app.GetAsync(Future, Abuser));

        (await _app.GetAsync("/v1/timelines/cities/can-tho?atLeast=1", Abuser)).Expect(HttpStatusCode.OK);
        (await _app.GetAsync(Future, Other)).Refused(HttpStatusCode.GatewayTimeout, "timeline-behind");

        (await first).Refused(HttpStatusCode.GatewayTimeout, "timeline-behind");
    }

    [Fact]
    public async Task Imports_are_counted_for_each_caller()
    {
        // A line that does not end.
        var (held, answer) = await OneIsHeldAsync("/v1/events", MediaTypes.Lines, "x");
        using var silent = held;
        Check(await _app.PostRawAsync("/v1/events", "", MediaTypes.Lines, Abuser));

        (await _app.PostRawAsync("/v1/events", "", MediaTypes.Lines, Other)).Expect(HttpStatusCode.OK);
        (await _app.GetAsync("/v1/events", Other)).Expect(HttpStatusCode.OK);
        await silent.EndBodyAsync();
        await answer;
    }

    [Fact]
    public async Task Replays_and_files_are_counted_for_each_caller()
    {
        const string File = "/v1/timelines/cities/can-tho.csv";
        await using var held = await HeldLock.OnTableAsync(_app, "clusterevents.mt_events");
        var first = await OneIsRefusedAsync(() => _app.GetAsync("/v1/events", Abuser));
        (await _app.GetAsync(File, Abuser)).Refused(HttpStatusCode.TooManyRequests, "too-many-requests");

        var other = _app.GetAsync(File, Other);

        await held.DisposeAsync();
        (await first).Expect(HttpStatusCode.OK);
        (await other).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_follows_a_page_holds_the_place_of_a_follower_of_the_API()
    {
        // Pages take no token: both are of the same anonymous caller.
        using var held = await _app.Http.GetAsync(
            "/vi/cities/can-tho/live", HttpCompletionOption.ResponseHeadersRead, TestApp.Cancel);
        Assert.Equal(HttpStatusCode.OK, held.StatusCode);

        (await _app.GetAsync("/v1/timelines/cities/can-tho/live"))
            .Refused(HttpStatusCode.TooManyRequests, "too-many-requests");
    }

    [Fact]
    public async Task Anonymous_callers_have_places_of_their_own_counted_by_address()
    {
        const string Path = "/v1/timelines/cities/can-tho";
        await using var held = await HeldLock.OnTableAsync(_app, TimelineTables.Timelines);
        var first = await OneIsRefusedAsync(() => _app.GetAsync(Path));

        (await _app.GetAsync("/v1/streams/city/can-tho", Other)).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await _app.GetAsync("/health/live")).Status);

        await held.DisposeAsync();
        (await first).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Anonymous_callers_leave_the_places_of_others_alone()
    {
        await using var app = TestApp.EstablishedWith(new()
        {
            ["Authentication:Authority"] = secured.Authority.Url,
            ["Authentication:Audience"] = "clusterevents",
            ["Authentication:PublicReading"] = "true",
            ["Limits:RequestsAtOnce"] = "1",
            ["Limits:RequestsWaiting"] = "0",
        });
        await app.InitializeAsync();
        await using var held = await HeldLock.OnTableAsync(app, TimelineTables.Timelines);
        var first = await OneIsRefusedAsync(() => app.GetAsync("/v1/timelines/cities/can-tho"));

        (await app.GetAsync("/v1/streams/city/can-tho", Other)).Expect(HttpStatusCode.OK);

        await held.DisposeAsync();
        (await first).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("::1", "::1")]
    public void An_address_is_that_of_one_sender(string address, string sender) =>
        Assert.Equal(sender, Caller.AddressOf(IPAddress.Parse(address)));

    /// <summary>Sends two requests at once, of which one is held and the other refused.</summary>
    /// <returns>The one that is held.</returns>
    private static async Task<Task<Answer>> OneIsRefusedAsync(Func<Task<Answer>> ask)
    {
        Task<Answer>[] asked = [ask(), ask()];
        var refused = await Task.WhenAny(asked);
        Check(await refused);
        return asked.Single(one => one != refused);
    }

    /// <summary>Begins two requests at once, of which one is refused and the other held.</summary>
    /// <returns>The one that is held, and its answer when its body has ended.</returns>
    private async Task<(RawRequest Held, Task<JsonNode> Answer)> OneIsHeldAsync(
        string path, string mediaType, string piece)
    {
        RawRequest[] begun =
        [
            await RawRequest.BeginAsync(_app, path, mediaType, Abuser),
            await RawRequest.BeginAsync(_app, path, mediaType, Abuser),
        ];
        foreach (var one in begun) await one.SendAsync(piece);
        Task<JsonNode>[] answers = [.. begun.Select(one => one.AnswerAsync())];
        var refused = Array.IndexOf(answers, await Task.WhenAny(answers));
        Assert.Equal("too-many-requests", (string?)(await answers[refused])["type"]);
        begun[refused].Dispose();
        return (begun[1 - refused], answers[1 - refused]);
    }

    private static void Check(Answer refused)
    {
        refused.Refused(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
    }
}
