using System.Text.Json;
using Generated.SystemText;
using Xunit;

namespace ClusterEvents.Clients.Tests.NSwag;

/// <summary>The client that NSwag generates as it comes.</summary>
public sealed class NSwagTests : IDisposable
{
    private readonly Sent _sent = new();
    private readonly HttpClient _http;
    private readonly Client _client;

    public NSwagTests()
    {
        _http = new HttpClient(_sent) { BaseAddress = new Uri(Service.Address) };
        _client = new Client(_http);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Nothing_is_recorded_that_was_not_set()
    {
        var recorded = await _client.OfferFlowersAsync(null, Service.Unique("event"), null, null, Flowers());

        Assert.False(recorded.Duplicate);
        Assert.Equal(
            ["clusterId", "honouree", "occurredOn", "participants", "place", "scope", "sources"],
            Json.Fields(_sent.Body!));
        var data = await Service.DataAsync(recorded.ActivityId);
        Assert.Equal("Cluster", (string)data["scope"]!);
        Assert.Null(data["dayPart"]);
        Assert.Null(data["sequenceHint"]);
    }

    [Fact]
    public async Task Money_rough_days_and_decimals_come_back_as_they_were_sent()
    {
        var given = new CommunityActivityHeld
        {
            Kind = Service.Unique("Tặng quà"),
            AmountVnd = 9_007_199_254_740_991,
            OccurredOn = Service.DayAsInstant,
            Precision = Precision.Month,
            ClusterId = Service.Cluster,
            CityIds = [Service.City],
        };
        var gift = await _client.HoldCommunityActivityAsync(null, null, null, null, given);
        var target = await _client.SetTargetAsync(null, null, null, null, new TargetSet
        {
            Metric = Service.Unique("Tỷ lệ"),
            Operator = TargetOperator.AtLeast,
            Value = "72.5",
            Unit = TargetUnit.Percent,
            DueOn = Service.DayAsInstant.AddMonths(8),
            OccurredOn = Service.DayAsInstant,
            ClusterId = Service.Cluster,
            CityIds = [Service.City],
            City = Service.City,
        });

        var read = Assert.IsType<CommunityActivityHeldEntry>(
            await _client.ReadActivityAsync($"{gift.ActivityId}", null, null, null));
        Assert.Equal(
            (given.Kind, given.AmountVnd, given.Precision), (read.Data.Kind, read.Data.AmountVnd, read.Data.Precision));
        Assert.Equal(given.OccurredOn, read.Data.OccurredOn);
        Assert.Null(read.DayPart);
        var set = Assert.IsType<TargetSetEntry>(
            await _client.ReadActivityAsync($"{target.ActivityId}", null, null, null));
        Assert.Equal("72.5", set.Data.Value);
        Assert.Null(set.Data.Baseline);
    }

    [Fact]
    public async Task A_timeline_is_read_page_by_page_and_every_entry_by_its_kind()
    {
        var entries = new List<TimelineEntry>();
        for (string? cursor = null, first = ""; first is not null || cursor is not null; first = null)
        {
            var page = await _client.ReadTimelineOfClusterAsync(
                Service.Cluster, null, [TimelineInclusion.Corrections, TimelineInclusion.Retracted], null, null, null,
                Order.Asc, "2026-11-28", null, null, null, 100, cursor, "vi", null);
            entries.AddRange(page.Entries);
            cursor = page.Next;
        }

        var said = await Service.ReadAsync(
            $"v1/timelines/clusters/{Service.Cluster}?limit=200&order=asc"
            + "&include=corrections,retracted&knownAt=2026-11-28");
        Assert.True(entries.Count > 200, $"{entries.Count} entries");
        Assert.Equal(entries.Count, entries.Select(entry => entry.ActivityId).Distinct().Count());
        Assert.All(entries, entry => Assert.NotEqual(typeof(TimelineEntry), entry.GetType()));
        Assert.Contains(entries, entry => entry is MeetingHeldEntry { Data.Venue.Length: > 0 });
        foreach (var (entry, asIs) in entries.Zip(said["entries"]!.AsArray()))
        {
            // The discriminator is also among the fields that the class does not have.
            entry.AdditionalProperties.Remove("kind");
            foreach (var correction in entry.Corrections!) correction.AdditionalProperties.Remove("kind");
            Json.Same(asIs!, JsonSerializer.Serialize<TimelineEntry>(entry));
        }
    }

    [Fact]
    public async Task Every_event_on_record_is_read_whole_by_its_type()
    {
        var said = await Service.EventsAsync();

        var events = await _client.ReplayEventsAsync(null, null, null, null, null, null, null, null);

        Assert.True(events.Count >= said.Count && events.Count > 300, $"{events.Count} events");
        foreach (var one in events.Where(one => said.ContainsKey($"{one.Source} {one.Id}")))
        {
            one.AdditionalProperties.Remove("type");
            Json.Same(said[$"{one.Source} {one.Id}"], JsonSerializer.Serialize<CloudEvent>(one));
        }

        Assert.Contains(events, one => one is EntryCorrectedEvent { Data.Changes.Count: > 0 });
    }

    [Fact]
    public async Task An_event_is_sent_as_a_CloudEvent_once()
    {
        CloudEvent one = new FlowersOfferedEvent
        {
            Id = Service.Unique("event"),
            Source = "/clients/nswag",
            Data = Flowers(),
        };

        var recorded = await _client.RecordEventsAsync(null, null, null, one);
        var again = await _client.RecordEventsAsync(null, null, null, one);

        Assert.Equal((false, true), (recorded.Duplicate, again.Duplicate));
        Assert.Equal(recorded.ActivityId, again.ActivityId);
    }

    [Fact]
    public async Task A_refusal_has_its_code_and_every_fault_by_field()
    {
        var flowers = Flowers();
        flowers.Participants = ["khong-co"];

        var refused = await Assert.ThrowsAsync<ApiException<Problem>>(
            () => _client.OfferFlowersAsync(null, null, null, null, flowers));

        Assert.Equal((422, "unknown-city"), (refused.StatusCode, refused.Result.Type));
        var fault = refused.Result.Errors["participants"].Single();
        Assert.Equal("unknown-city", fault.Code);
        Assert.Equal("khong-co", $"{fault.Arguments["value"]}");
    }

    [Fact]
    public async Task A_stale_version_and_a_likely_repetition_are_refused()
    {
        var flowers = Flowers();
        var recorded = await _client.OfferFlowersAsync(null, null, null, null, flowers);

        var stale = await Assert.ThrowsAsync<ApiException<Problem>>(
            () => _client.OfferFlowersAsync(recorded.Stream, null, $"\"{recorded.Version + 1}\"", null, flowers));
        var repeated = await Assert.ThrowsAsync<ApiException<Problem>>(
            () => _client.OfferFlowersAsync(null, null, null, "reject-similar", flowers));

        Assert.Equal(412, stale.StatusCode);
        Assert.Equal((409, "looks-like-a-repeat"), (repeated.StatusCode, repeated.Result.Type));
    }

    [Fact]
    public async Task Lists_summaries_and_files_are_read()
    {
        var targets = await _client.ListTargetsAsync(null, Service.City, null, null, null, null, null, 5, null);
        var cities = await _client.ListCitiesAsync(null);
        var summary = await _client.ReadSummaryOfCityAsync(
            Service.City, null, null, null, null, [EntryKind.MeetingHeld], null, null, null, null, null, null, null,
            null);
        using var table = await _client.DownloadDirectivesAsync(
            "csv", DirectiveListStatus.Overdue, null, null, null, null, null, null, null, null, null, null, "vi", null);

        Assert.NotEmpty(targets.Items);
        Assert.All(targets.Items, target => Assert.NotEmpty(target.Cities));
        Assert.Contains(cities, city => city.CityId == Service.City);
        Assert.Equal("MeetingHeld", Assert.Single(summary.ByKind).Key);
        using var text = new StreamReader(table.Stream);
        Assert.NotEmpty(await text.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static FlowersOffered Flowers() => new()
    {
        OccurredOn = Service.DayAsInstant,
        ClusterId = Service.Cluster,
        Scope = Scope.Cluster,
        Honouree = Service.Unique("Chủ tịch Hồ Chí Minh"),
        Place = "Quảng trường",
        Participants = [Service.City],
        Sources = [new Source { Note = "Báo cáo tuần" }],
    };
}
