using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Recording.Http;
using ClusterEvents.Tests.Recording;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Identity;

/// <summary>
/// Events of all kinds, by route, CloudEvent, batch and line, from somebody who records for a city that they do not
/// concern.
/// </summary>
public sealed class EveryWayRightTests(EveryWayRightTests.Ways ways) : IClassFixture<EveryWayRightTests.Ways>
{
    private (string, string) Other => ways.Authority.SignedIn("minh", [Role.Recorder], ["hai-phong"]);

    public static TheoryData<string> Kinds => SliceTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_event_about_another_city_is_refused_however_it_is_sent_and_nothing_is_recorded(string kind)
    {
        var (open, app) = (await ways.OpenAsync(), ways.App);
        var sample = Samples.Of(kind);
        await open.GivenWhatItNeedsAsync(sample);
        var sent = sample.CloudEvent($"way-{kind}");
        sent["source"] = "/cities/hai-phong";
        var before = await app.CountEventsAsync();

        Answer[] answers =
        [
            await app.PostAsync(sample.Route, sample.Data, Other),
            await app.PostAsync(sample.Route, sample.Data, Other, ("Idempotency-Key", $"way-{kind}")),
            await app.PostEventAsync(sent, Other),
            await app.PostEventAsync(new JsonArray(sent.DeepClone()), Other),
            await app.PostRawAsync("/v1/events", sample.Data.ToJsonString(), MediaTypes.Json, [Other, .. Binary(sent)]),
            await app.PostRawAsync(
                "/v1/events?preserve=true", sent.ToJsonString(), "application/cloudevents+json", Other),
        ];
        var line = (await app.PostRawAsync("/v1/events", sent.ToJsonString(), MediaTypes.Lines, Other))
            .Expect(HttpStatusCode.OK);

        Assert.All(answers, (answer, way) => Assert.True(
            answer.Status == HttpStatusCode.Forbidden, $"way {way}: {answer.Status} {answer.Text}"));
        Assert.Equal(403, (int)line.Json["status"]!);
        Assert.Equal(before, await app.CountEventsAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_entry_about_another_city_is_changed_in_no_way(string kind)
    {
        var (open, app) = (await ways.OpenAsync(), ways.App);
        var sample = Samples.Of(kind);
        await open.GivenOnceAsync(sample);
        var entry = await app.NewestOfAsync(sample.Subject);
        var before = await app.CountEventsAsync();

        foreach (var (change, fields) in Changes)
        {
            var data = JsonNode.Parse(fields)!.AsObject();
            (data["targetEventId"], data["reason"]) = (entry, "Không phải việc của mình");
            var sent = Scenarios.Event(change, null, data);
            sent["source"] = "/cities/hai-phong";
            var answers = new[]
            {
                await app.PostEventAsync(sent, Other), await app.PostEventAsync(new JsonArray(sent.DeepClone()), Other),
            };
            Assert.All(answers, answer => Assert.True((int)answer.Status is 403 or 422, $"{change}: {answer.Text}"));
        }

        Assert.Equal(before, await app.CountEventsAsync());
    }

    /// <summary>What changes an entry, with its fields beside the entry and the reason.</summary>
    private static readonly (string Type, string Fields)[] Changes =
    [
        ("entry-retracted", "{}"), ("entry-reinstated", "{}"), ("entry-disputed", """{"city":"can-tho"}"""),
        ("dispute-withdrawn", """{"city":"can-tho"}"""),
        ("entry-corrected", """{"changes":[{"field":"note","old":null,"new":"x"}]}"""),
        ("personal-fields-erased", """{"legalBasis":"x","requestedBy":"x"}"""),
    ];

    private static IEnumerable<(string, string)> Binary(JsonObject sent) => sent
        .Where(attribute => attribute.Key is not ("data" or "datacontenttype"))
        .Select(attribute => ($"ce-{attribute.Key}", Uri.EscapeDataString(attribute.Value!.ToString())));

    /// <summary>The program behind an authority, and a node without one that records what is needed.</summary>
    public sealed class Ways : IAsyncLifetime
    {
        private readonly SecuredApp _secured = new();
        private TestApp? _open;

        public TestApp App => _secured.App;

        public ClusterEvents.Faults.Stands.Authority Authority => _secured.Authority;

        public ValueTask InitializeAsync() => _secured.InitializeAsync();

        public async Task<TestApp> OpenAsync()
        {
            if (_open is not null) return _open;
            _open = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = App.ConnectionString });
            await _open.InitializeAsync();
            return _open;
        }

        public async ValueTask DisposeAsync()
        {
            if (_open is not null) await _open.DisposeAsync();
            await _secured.DisposeAsync();
        }
    }
}
