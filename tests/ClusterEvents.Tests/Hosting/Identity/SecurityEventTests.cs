using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Identity;

/// <summary>Security events in the log: one line each, at a bounded rate.</summary>
public sealed class SecurityEventTests(SecuredApp secured) : IClassFixture<SecuredApp>
{
    private readonly TestApp _app = secured.App;

    private (string, string) Administrator => secured.Authority.SignedIn("an", [Role.Administrator], ["*"]);

    [Fact]
    public async Task A_refused_sign_in_is_told_with_its_reason()
    {
        using var log = LogCollector.Of(_app);
        var expired = secured.Authority.Token("lan", [], validFor: TimeSpan.FromHours(-1));

        await _app.GetAsync("/v1/cities%0Aforged", ("Authorization", $"Bearer {expired}"));
        await _app.GetAsync("/v1/cities", ("Authorization", $"Bearer {expired}"));

        var line = await OneAsync(log, SecurityEvents.SignInRefused, line => Told(line, "What") == "GET /v1/cities");
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Equal(("address 127.0.0.1", "127.0.0.1"), (Told(line, "Who"), Told(line, "From")));
        Assert.Contains("refused, ", Told(line, "Outcome"), StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, other => other.Text.Contains('\n', StringComparison.Ordinal)
            && other.Category == typeof(SecurityEvents).FullName);
    }

    [Fact]
    public async Task A_refused_right_is_told_also_one_in_a_line_of_an_import()
    {
        using var log = LogCollector.Of(_app);
        var recorder = secured.Authority.SignedIn("mallory", [Role.Recorder], ["da-nang"]);

        await _app.GetAsync("/v1/webhooks/dead-letters", recorder);
        await _app.PostRawAsync("/v1/events", Scenarios.Flowers().ToJsonString(), MediaTypes.Lines, recorder);

        var route = await OneAsync(
            log, SecurityEvents.RightRefused, line => Told(line, "What") == "GET /v1/webhooks/dead-letters");
        Assert.Equal(("sub mallory", "refused, not allowed"), (Told(route, "Who"), Told(route, "Outcome")));
        var imported = await OneAsync(
            log, SecurityEvents.RightRefused, line => Told(line, "What") == "POST /v1/events");
        Assert.Contains("in line 1", Told(imported, "Outcome"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_is_told()
    {
        using var log = LogCollector.Of(_app);
        var meeting = Scenarios.Meeting();
        meeting["chair"] = new JsonObject { ["name"] = "Nguyễn Văn A" };
        var held = (await _app.PostAsync("/v1/meetings", meeting, Administrator)).Expect(HttpStatusCode.Created);
        var erasure = new JsonObject { ["legalBasis"] = "x", ["requestedBy"] = "x", ["reason"] = "x" };

        (await _app.PostAsync($"/v1/activities/{held.Json["activityId"]}/erasure", erasure, Administrator))
            .Expect(HttpStatusCode.Created);

        var line = await OneAsync(log, SecurityEvents.Erasure, _ => true);
        Assert.Equal(($"personal fields of {held.Json["activityId"]}", "an", "127.0.0.1", "done"),
            (Told(line, "What"), Told(line, "Who"), Told(line, "From"), Told(line, "Outcome")));
    }

    [Fact]
    public async Task A_restore_is_told_with_its_counts()
    {
        await using var app = TestApp.With([]);
        await app.InitializeAsync();
        using var log = LogCollector.Of(app);
        var city = Scenarios.Event(
            "city-registered", "city/hue", new JsonObject { ["name"] = "Huế", ["gsoCode"] = "46" });
        (city["recordedtime"], city["recordedby"]) = ("2022-07-30T00:00:00Z", "lan");

        await app.PostRawAsync("/v1/events?preserve=true", city.ToJsonString() + "\nx\n", MediaTypes.Lines);

        var line = await OneAsync(log, SecurityEvents.Restore, _ => true);
        Assert.Equal(("local-developer", "1 done, 1 refused"), (Told(line, "Who"), Told(line, "Outcome")));
    }

    [Fact]
    public async Task A_new_key_of_the_log_is_told()
    {
        using var log = LogCollector.Of(_app);
        await using var connection = await _app.Database.OpenConnectionAsync(TestApp.Cancel);

        var signer = await _app.Get<LogKeys>().RotateAsync(connection, TestApp.Cancel);

        var line = await OneAsync(log, SecurityEvents.KeyChange, _ => true);
        Assert.Equal(("keys of the log", $"{signer.Verifier.Key} signs from now on"),
            (Told(line, "What"), Told(line, "Outcome")));
    }

    [Fact]
    public void A_flood_is_bounded_and_what_is_left_out_is_counted()
    {
        var (clock, log) = (new FakeTimeProvider(), new LogRecorder<SecurityEvents>());
        using var events = new SecurityEvents(log, clock);
        for (var i = 0; i < 1_000; i++) events.KeyChanged("log", $"{i}");
        events.Restored(Recorder.System, 1, 0);

        Assert.Equal(SecurityEvents.Most + 1, log.Lines.Count());
        clock.Advance(SecurityEvents.Window);
        Assert.Equal("Warning: KeyChange: 980 more within 10 s are left out", log.Lines.Last());
        events.KeyChanged("log", "again");
        Assert.Equal(SecurityEvents.Most + 3, log.Lines.Count());
    }

    [Fact]
    public async Task What_a_client_does_is_no_error_of_the_program()
    {
        await using var app = TestApp.EstablishedWith(new() { ["Limits:BodyBytesPerSecond"] = "1000000" });
        await app.InitializeAsync();
        using var log = LogCollector.Of(app);
        using (var trickled = await RawRequest.BeginAsync(app, "/v1/meetings", MediaTypes.Json))
        {
            await trickled.SendAsync("{");
            Assert.Equal("body-too-slow", (string)(await trickled.AnswerAsync())["type"]!);
        }

        foreach (var type in new[] { MediaTypes.Json, MediaTypes.Lines })
        {
            using var left = await RawRequest.BeginAsync(
                app, type == MediaTypes.Json ? "/v1/meetings" : "/v1/events", type);
            await left.SendAsync("{\n");
        }

        using (var follower = await app.Http.GetAsync(
            "/v1/timelines/cities/can-tho/live", HttpCompletionOption.ResponseHeadersRead, TestApp.Cancel))
            follower.EnsureSuccessStatusCode();
        // Everything that was left is noticed before the program has stopped.
        await app.DisposeAsync();

        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Error);
    }

    private static string? Told(LogLine line, string name) => line.Values[name]?.ToString();

    /// <summary>A line is written a moment after the answer.</summary>
    private static async Task<LogLine> OneAsync(LogCollector log, EventId kind, Func<LogLine, bool> isIt) =>
        Assert.Single(await Eventually.FindAsync(
            () => Task.FromResult(log.Lines
                .Where(line => line.Id.Id == kind.Id && line.Values.ContainsKey("What") && isIt(line)).ToArray()),
            found => found.Length > 0));
}
