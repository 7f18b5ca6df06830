using System.Net;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Projection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>The program with a limit of one request of each kind, and no queue.</summary>
public sealed class NarrowApp : TestApp
{
    protected override Dictionary<string, string?> Settings => new()
    {
        ["Limits:RequestsAtOnce"] = "1",
        ["Limits:RecordingsAtOnce"] = "1",
        ["Limits:Waits"] = "1",
        ["Limits:RequestsWaiting"] = "0",
        ["Limits:Streams"] = "1",
        ["Limits:Imports"] = "1",
    };
}

public sealed class LimitTests(NarrowApp app) : IClassFixture<NarrowApp>
{
    [Fact]
    public async Task Too_many_requests_at_once_are_turned_away_and_health_is_not()
    {
        await using var held = await HeldLock.OnTableAsync(app, TimelineTables.Timelines);
        var (refused, others) = await FirstOfAsync(2, () => app.GetAsync("/v1/timelines/cities/can-tho"));

        refused.Refused(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("live", (string)(await app.GetAsync("/health/live")).Expect(HttpStatusCode.OK).Json["status"]!);
        Assert.Equal("ready", (string)(await app.GetAsync("/health/ready")).Expect(HttpStatusCode.OK).Json["status"]!);
        // A replay may take any time and uses no slot of short requests.
        (await app.GetAsync("/v1/events")).Expect(HttpStatusCode.OK);

        await held.DisposeAsync();
        (await others.Single()).Refused(HttpStatusCode.NotFound, "unknown-city");
        (await app.GetAsync("/v1/cities")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_that_wait_for_a_position_do_not_use_the_slots_of_others()
    {
        var (refused, others) = await FirstOfAsync(
            2, () => app.GetAsync("/v1/timelines/cities/can-tho?atLeast=999999999"));
        refused.Refused(HttpStatusCode.TooManyRequests, "too-many-requests");

        (await app.GetAsync("/v1/cities")).Expect(HttpStatusCode.OK);

        (await others.Single()).Refused(HttpStatusCode.GatewayTimeout, "timeline-behind");
    }

    [Fact]
    public async Task A_verification_waits_for_the_previous_one_and_too_many_are_rejected()
    {
        await using var held = await HeldLock.OnTableAsync(app, LogTables.Leaves);
        // One is running and eight are waiting.
        var (refused, others) = await FirstOfAsync(10, () => app.PostAsync("/v1/audit/verifications", new { }));

        refused.Refused(HttpStatusCode.TooManyRequests, "too-many-requests");
        (await app.GetAsync("/v1/cities")).Expect(HttpStatusCode.OK);

        await held.DisposeAsync();
        foreach (var other in others) (await other).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_slow_body_keeps_nobody_from_reading()
    {
        using var meeting = await RawRequest.BeginAsync(app, "/v1/meetings", MediaTypes.Json);
        // So much that the least rate of a body is kept for minutes.
        await meeting.SendAsync($"{{{new string(' ', 1 << 19)}");
        await Eventually.FindAsync(
            () => app.PostAsync("/v1/meetings", new { }), answer => answer.Status == HttpStatusCode.TooManyRequests);

        (await app.GetAsync("/v1/cities")).Expect(HttpStatusCode.OK);
        (await app.PostAsync("/v1/meetings", new { }))
            .Refused(HttpStatusCode.TooManyRequests, "too-many-requests");
        await meeting.EndAsync();
    }

    [Theory]
    [InlineData("/v1/events")]
    [InlineData("/V1/Events/")]
    public async Task Imports_share_no_limit_with_others(string path)
    {
        using var lines = await RawRequest.BeginAsync(app, path, MediaTypes.Lines);
        await lines.SendAsync("no json\n");
        Assert.Equal("malformed-json", (string)(await lines.AnswerAsync())["type"]!);

        (await app.PostRawAsync("/v1/events", "", MediaTypes.Lines))
            .Refused(HttpStatusCode.TooManyRequests, "too-many-requests");
        (await app.GetAsync("/v1/events")).Expect(HttpStatusCode.OK);
        (await app.GetAsync("/v1/cities")).Expect(HttpStatusCode.OK);

        await lines.EndAsync();
        (await app.PostRawAsync("/v1/events", "", MediaTypes.Lines)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_query_that_is_too_long_is_rejected_with_a_problem()
    {
        (await app.GetAsync($"/v1/timelines/cities/can-tho?q={new string('a', 9_000)}"))
            .Refused(HttpStatusCode.RequestUriTooLong, "uri-too-long");
        (await app.GetAsync($"/v1/timelines/cities/can-tho?q={new string('a', 8_000)}"))
            .Refused(HttpStatusCode.NotFound, "unknown-city");
    }

    [Fact]
    public async Task A_slow_body_is_answered_after_a_minute()
    {
        var clock = new FakeTimeProvider();
        await using var app = TestApp.With([], clock);
        await app.InitializeAsync();
        // It sends nothing more, but must not be aborted for its pause.
        app.Get<IOptions<KestrelServerOptions>>().Value.Limits.MinRequestBodyDataRate = null;
        using var meeting = await RawRequest.BeginAsync(app, "/v1/meetings", MediaTypes.Json);
        await meeting.SendAsync("{");

        var answering = meeting.AnswerAsync();
        // The minute starts when the first bytes are read, which cannot be observed.
        await Eventually.FindAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(answering.IsCompleted);
        }, answered => answered);

        Assert.True(answering.IsCompleted, "no answer");
        var problem = await answering;
        Assert.Equal((408, "body-too-slow"), ((int)problem["status"]!, (string)problem["type"]!));
    }

    /// <summary>Sends several requests at once: the first response, and those still pending.</summary>
    private static async Task<(Answer First, IReadOnlyList<Task<Answer>> Others)> FirstOfAsync(
        int times, Func<Task<Answer>> ask)
    {
        var asked = Enumerable.Range(0, times).Select(_ => ask()).ToList();
        var first = await Task.WhenAny(asked);
        return (await first, [.. asked.Where(one => one != first)]);
    }
}
