using Generated.ByKiota;
using Generated.ByKiota.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Xunit;

namespace ClusterEvents.Clients.Tests.Kiota;

/// <summary>The client that Kiota generates.</summary>
public sealed class KiotaTests : IDisposable
{
    private readonly Sent _sent = new();
    private readonly HttpClient _http;
    private readonly HttpClientRequestAdapter _adapter;
    private readonly Client _client;

    public KiotaTests()
    {
        _http = new HttpClient(_sent);
        _adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: _http)
        {
            BaseUrl = Service.Address.TrimEnd('/'),
        };
        _client = new Client(_adapter);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _adapter.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task Nothing_is_recorded_that_was_not_set()
    {
        var recorded = await _client.V1.Ceremonies.Flowers.PostAsync(Flowers(), cancellationToken: Cancel);

        Assert.False(recorded!.Duplicate);
        Assert.Equal(
            ["clusterId", "honouree", "occurredOn", "participants", "place", "scope", "sources"],
            Json.Fields(_sent.Body!));
        var data = await Service.DataAsync(recorded.ActivityId!);
        Assert.Equal("Cluster", (string)data["scope"]!);
        Assert.Null(data["dayPart"]);
        Assert.Null(data["sequenceHint"]);
    }

    [Fact]
    public async Task Money_and_rough_days_come_back_as_they_were_sent()
    {
        var given = new CommunityActivityHeld
        {
            Kind = Service.Unique("Tặng quà"),
            AmountVnd = 9_007_199_254_740_991,
            OccurredOn = new Date(2026, 2, 1),
            Precision = Precision.Month,
            ClusterId = Service.Cluster,
            CityIds = [Service.City],
        };

        var gift = await _client.V1.CommunityActivities.PostAsync(given, cancellationToken: Cancel);

        var entry = await _client.V1.Activities[$"{gift!.ActivityId}"].GetAsync(cancellationToken: Cancel);
        var read = Assert.IsType<CommunityActivityHeldEntry>(entry);
        Assert.Equal((given.Kind, given.AmountVnd, given.Precision),
            (read.Data!.Kind, read.Data.AmountVnd, read.Data.Precision));
        Assert.Equal($"{given.OccurredOn}", $"{read.Data.OccurredOn}");
        Assert.Null(read.DayPart);
    }

    [Fact]
    public async Task A_timeline_is_read_page_by_page_and_every_entry_by_its_kind()
    {
        var entries = new List<TimelineEntry>();
        for (string? cursor = null, first = ""; first is not null || cursor is not null; first = null)
        {
            var page = await _client.V1.Timelines.Clusters[Service.Cluster].GetAsync(request =>
            {
                var query = request.QueryParameters;
                (query.Limit, query.Cursor, query.KnownAt) = (100, cursor, "2026-11-28");
                query.OrderAsOrder = Order.Asc;
                query.IncludeAsTimelineInclusion = [TimelineInclusion.Corrections, TimelineInclusion.Retracted];
                request.Headers.Add("Accept-Language", "vi");
            }, Cancel);
            entries.AddRange(page!.Entries!);
            cursor = page.Next;
        }

        var said = await Service.ReadAsync(
            $"v1/timelines/clusters/{Service.Cluster}?limit=200&order=asc"
            + "&include=corrections,retracted&knownAt=2026-11-28");
        Assert.True(entries.Count > 200, $"{entries.Count} entries");
        Assert.All(entries, entry => Assert.NotEqual(typeof(TimelineEntry), entry.GetType()));
        Assert.Contains(entries, entry => entry is MeetingHeldEntry { Data.Venue.Length: > 0 });
        foreach (var (entry, asIs) in entries.Zip(said["entries"]!.AsArray()))
            Json.Same(asIs!, await KiotaJsonSerializer.SerializeAsStringAsync(entry, false, Cancel));
    }

    [Fact]
    public async Task Every_event_on_record_is_read_whole_by_its_type()
    {
        var said = await Service.EventsAsync();

        var events = await _client.V1.Events.GetAsync(cancellationToken: Cancel);

        Assert.True(events!.Count >= said.Count && events.Count > 300, $"{events.Count} events");
        Assert.All(events, one => Assert.NotEqual(typeof(CloudEvent), one.GetType()));
        foreach (var one in events.Where(one => said.ContainsKey($"{one.Source} {one.Id}")))
            Json.Same(
                said[$"{one.Source} {one.Id}"], await KiotaJsonSerializer.SerializeAsStringAsync(one, false, Cancel));
    }

    [Fact]
    public async Task An_event_is_sent_as_a_CloudEvent_once()
    {
        var one = new FlowersOfferedEvent
        {
            Type = "clusterevents.flowers-offered.v2",
            Id = Service.Unique("event"),
            Source = "/clients/kiota",
            Data = Flowers(),
        };

        var recorded = await _client.V1.Events.PostAsync(one, cancellationToken: Cancel);
        var again = await _client.V1.Events.PostAsync(one, cancellationToken: Cancel);

        Assert.Equal((false, true), (recorded!.Duplicate, again!.Duplicate));
        Assert.Equal(recorded.ActivityId, again.ActivityId);
    }

    [Fact]
    public async Task A_refusal_has_its_code_and_every_fault_by_field()
    {
        var flowers = Flowers();
        flowers.Participants = ["khong-co"];

        var refused = await Assert.ThrowsAsync<Problem>(
            () => _client.V1.Ceremonies.Flowers.PostAsync(flowers, cancellationToken: Cancel));

        Assert.Equal((422, "unknown-city"), (refused.ResponseStatusCode, refused.Type));
        var faults = Assert.IsType<UntypedArray>(refused.Errors!.AdditionalData["participants"]);
        var fault = Assert.IsType<UntypedObject>(faults.GetValue().Single()).GetValue();
        Assert.Equal("unknown-city", Assert.IsType<UntypedString>(fault["code"]).GetValue());
    }

    [Fact]
    public async Task A_stale_version_and_a_likely_repetition_are_refused()
    {
        var flowers = Flowers();
        var recorded = await _client.V1.Ceremonies.Flowers.PostAsync(flowers, cancellationToken: Cancel);

        var stale = await Assert.ThrowsAsync<Problem>(() => _client.V1.Ceremonies.Flowers.PostAsync(flowers, request =>
        {
            request.QueryParameters.Stream = recorded!.Stream;
            request.Headers.Add("If-Match", $"\"{recorded.Version + 1}\"");
        }, Cancel));
        var repeated = await Assert.ThrowsAsync<Problem>(() => _client.V1.Ceremonies.Flowers.PostAsync(
            flowers, request => request.Headers.Add("Prefer", "reject-similar"), Cancel));

        Assert.Equal(412, stale.ResponseStatusCode);
        Assert.Equal((409, "looks-like-a-repeat"), (repeated.ResponseStatusCode, repeated.Type));
    }

    [Fact]
    public async Task Lists_and_summaries_are_read()
    {
        var targets = await _client.V1.Targets.GetAsync(request =>
            (request.QueryParameters.City, request.QueryParameters.Limit) = (Service.City, 5), Cancel);
        var cities = await _client.V1.Cities.GetAsync(cancellationToken: Cancel);
        var summary = await _client.V1.Timelines.Cities[Service.City].Summary.GetAsync(request =>
            request.QueryParameters.KindAsEntryKind = [EntryKind.MeetingHeld], Cancel);

        Assert.NotEmpty(targets!.Items!);
        Assert.Contains(cities!, city => city.CityId == Service.City);
        Assert.Equal("MeetingHeld", Assert.Single(summary!.ByKind!.AdditionalData).Key);
    }

    private static FlowersOffered Flowers() => new()
    {
        OccurredOn = new Date(2026, 2, 10),
        ClusterId = Service.Cluster,
        Scope = Scope.Cluster,
        Honouree = Service.Unique("Chủ tịch Hồ Chí Minh"),
        Place = "Quảng trường",
        Participants = [Service.City],
        Sources = [new Source { Note = "Báo cáo tuần" }],
    };
}
