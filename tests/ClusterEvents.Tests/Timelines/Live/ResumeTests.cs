using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Tests.Corrections;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Live;

public sealed class ResumeTests
{
    private const int Recordings = 60;

    [Fact]
    public async Task A_repeatedly_disconnected_follower_gets_every_change_once_and_in_order()
    {
        await using var app = await StartedAsync();
        var position = $"{(await app.TimelineAsync("cities/can-tho")).Position}";
        var recording = Task.WhenAll(RecordAsync(app), RecordAsync(app));

        var seen = new List<Change>();
        while (seen.Count < 2 * 2 * Recordings)
        {
            await using var follower = await Follower.OfAsync(app, lastEventId: position);
            seen.AddRange(await follower.NextAsync(Math.Min(7, 2 * 2 * Recordings - seen.Count)));
            position = follower.LastEventId;
        }

        Assert.Equal((await recording).SelectMany(positions => positions).Order(), seen.Select(change => change.Id));
    }

    [Fact]
    public async Task A_follower_far_behind_gets_all_that_it_missed()
    {
        await using var app = await StartedAsync();
        var batch = new JsonArray([.. Enumerable.Range(0, 450).Select(_ => Scenarios.Flowers())]);
        (await app.PostEventAsync(batch)).Expect(HttpStatusCode.Created);
        var newest = (await app.TimelineAsync("cities/da-nang")).Position;

        await using var follower = await Follower.OfAsync(app, "cities/da-nang", lastEventId: "0");
        var changes = await follower.NextAsync(451);
        Assert.Equal("MemberJoined", (string?)changes[0].Data["kind"]);
        Assert.Equal(451, changes.Select(change => change.ActivityId).Distinct().Count());
        Assert.Equal(changes.Select(change => change.Id).Order(), changes.Select(change => change.Id));
        Assert.Equal(newest, changes[^1].Id);
    }

    [Fact]
    public async Task A_follower_far_behind_gets_every_removal()
    {
        await using var app = await StartedAsync();
        var meetings = Enumerable.Range(0, 150).Select(_ => Scenarios.Event("meeting-held", null, Scenarios.Meeting()));
        var held = (await app.PostEventAsync(new JsonArray([.. meetings])))
            .Expect(HttpStatusCode.Created).Json.AsArray();
        var moves = held.Select(one => Scenarios.Event("entry-corrected", null, new JsonObject
        {
            ["targetEventId"] = (string)one!["activityId"]!,
            ["reason"] = "Ghi nhầm",
            ["changes"] = new JsonArray(new JsonObject
            {
                ["field"] = "cityIds",
                ["old"] = new JsonArray("can-tho"),
                ["new"] = new JsonArray("da-nang"),
            }),
        }));
        (await app.PostEventAsync(new JsonArray([.. moves]))).Expect(HttpStatusCode.Created);
        await app.TimelineAsync("cities/can-tho");

        await using var follower = await Follower.OfAsync(app, lastEventId: "0");
        var changes = await follower.NextAsync(1 + 150 + 150);
        Assert.Equal(held.Select(one => (string)one!["activityId"]!),
            changes.Where(change => change.Type == "removed").Select(change => change.ActivityId));
    }

    [Fact]
    public async Task A_stopping_program_ends_the_stream_and_another_one_resumes_it()
    {
        var first = await StartedAsync();
        await using var cut = await Follower.OfAsync(first);
        var seen = (await first.PostEventAsync(Scenarios.Flowers())).Position;
        Assert.Equal(seen, (await cut.NextAsync())!.Id);
        await first.DisposeAsync();
        Assert.Null(await cut.NextAsync());

        await using var second = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = first.ConnectionString });
        await second.InitializeAsync();
        var missed = (await second.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created).Position;
        await using var resumed = await Follower.OfAsync(second, lastEventId: cut.LastEventId);
        Assert.Equal(missed, (await resumed.NextAsync())!.Id);
        var next = (await second.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created).Position;
        Assert.Equal(next, (await resumed.NextAsync())!.Id);
    }

    [Fact]
    public async Task An_idle_live_stream_sends_heartbeats_with_its_position()
    {
        await using var app = await StartedAsync(("Timelines:Heartbeat", "00:00:00.050"));
        var newest = (await app.TimelineAsync("cities/can-tho")).Position; // All before is shown: nothing more comes.
        await using var body = await app.Http.GetStreamAsync("/v1/timelines/cities/can-tho/live", TestApp.Cancel);
        using var lines = new StreamReader(body);

        var read = new List<string>();
        while (read.Count(line => line == ": live") < 3) read.Add((await lines.ReadLineAsync(TestApp.Cancel))!);
        Assert.Equal("retry: 2000", read[0]);
        Assert.DoesNotContain(read, line => line.StartsWith("data", StringComparison.Ordinal));
        while (await lines.ReadLineAsync(TestApp.Cancel) != $"id: {newest}") { }
    }

    [Fact]
    public async Task Followers_take_places_of_their_own_and_give_them_back()
    {
        await using var app = await StartedAsync(("Limits:Followers", "1"));
        await using (await Follower.OfAsync(app))
        {
            (await app.GetAsync("/v1/timelines/cities/can-tho/live"))
                .Refused(HttpStatusCode.TooManyRequests, "too-many-requests");
            (await app.GetAsync("/v1/timelines/cities/can-tho")).Expect(HttpStatusCode.OK);
        }

        // The program notices the lost connection a moment later.
        using var request = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!request.IsCancellationRequested)
        {
            using var response = await app.Http.GetAsync(
                "/v1/timelines/cities/can-tho/live", HttpCompletionOption.ResponseHeadersRead, TestApp.Cancel);
            if (response.StatusCode == HttpStatusCode.OK) return;
        }

        Assert.Fail("The place of the follower that left was not given back.");
    }

    [Fact]
    public async Task One_caller_cannot_use_up_all_live_connections()
    {
        await using var authority = new Authority();
        await authority.InitializeAsync();
        var local = await StartedAsync();
        await local.DisposeAsync();
        await using var app = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = local.ConnectionString,
            ["Authentication:Authority"] = authority.Url,
            ["Authentication:Audience"] = "clusterevents",
            ["Limits:FollowersEach"] = "1",
        });
        await app.InitializeAsync();
        var (lan, minh) = (authority.SignedIn("lan", [Role.Reader]), authority.SignedIn("minh", [Role.Reader]));

        using var first = await FollowAsync(app, lan);
        first.EnsureSuccessStatusCode();
        using var second = await FollowAsync(app, lan);
        using var another = await FollowAsync(app, minh);

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Contains("too-many-requests", await second.Content.ReadAsStringAsync(TestApp.Cancel),
            StringComparison.Ordinal);
        another.EnsureSuccessStatusCode();
    }

    private static async Task<HttpResponseMessage> FollowAsync(TestApp app, (string Name, string Value) token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/timelines/cities/can-tho/live");
        request.Headers.TryAddWithoutValidation(token.Name, token.Value);
        return await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestApp.Cancel);
    }

    /// <summary>Records and corrects one after another.</summary>
    private static async Task<List<long>> RecordAsync(TestApp app)
    {
        var positions = new List<long>();
        for (var i = 0; i < Recordings; i++)
        {
            var recorded = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
            var corrected = await app.CorrectAsync(
                (string)recorded.Json["activityId"]!, ("place", "Nhà tưởng niệm", $"Quảng trường {i}"));
            positions.AddRange([recorded.Position, corrected.Expect(HttpStatusCode.Created).Position]);
        }

        return positions;
    }

    private static async Task<TestApp> StartedAsync(params (string Name, string Value)[] settings)
    {
        var app = TestApp.EstablishedWith(
            settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        await app.InitializeAsync();
        return app;
    }
}
