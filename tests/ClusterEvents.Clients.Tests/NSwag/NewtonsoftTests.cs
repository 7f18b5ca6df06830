using Generated.WithNewtonsoft;
using Newtonsoft.Json;
using Xunit;

namespace ClusterEvents.Clients.Tests.NSwag;

/// <summary>The client that NSwag generates with Newtonsoft.Json and without nullable references.</summary>
public sealed class NewtonsoftTests : IDisposable
{
    private readonly Sent _sent = new();
    private readonly HttpClient _http;
    private readonly Client _client;

    public NewtonsoftTests()
    {
        _http = new HttpClient(_sent) { BaseAddress = new Uri(Service.Address) };
        _client = new Client(_http);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Nothing_is_recorded_that_was_not_set()
    {
        var recorded = await _client.OfferFlowersAsync(null, null, null, null, new FlowersOffered
        {
            OccurredOn = Service.DayAsInstant,
            ClusterId = Service.Cluster,
            CityIds = [Service.City],
            Honouree = Service.Unique("Chủ tịch Hồ Chí Minh"),
            Place = "Quảng trường",
            Participants = [Service.City],
        });

        Assert.Equal(
            ["cityIds", "clusterId", "honouree", "occurredOn", "participants", "place"], Json.Fields(_sent.Body!));
        var data = await Service.DataAsync(recorded.ActivityId);
        Assert.Equal("City", (string)data["scope"]!);
        Assert.Null(data["dayPart"]);
        Assert.Null(data["sequenceHint"]);
    }

    [Fact]
    public async Task Every_event_on_record_is_read_whole_by_its_type()
    {
        var said = await Service.EventsAsync();

        var events = await _client.ReplayEventsAsync(null, null, null, null, null, null, null, null);

        Assert.True(events.Count >= said.Count && events.Count > 300, $"{events.Count} events");
        foreach (var one in events.Where(one => said.ContainsKey($"{one.Source} {one.Id}")))
            Json.Same(said[$"{one.Source} {one.Id}"], JsonConvert.SerializeObject(one));
    }

    [Fact]
    public async Task A_refusal_has_its_code()
    {
        var refused = await Assert.ThrowsAsync<ApiException<Problem>>(
            () => _client.OfferFlowersAsync(null, null, null, null, new FlowersOffered
            {
                OccurredOn = Service.DayAsInstant,
                ClusterId = Service.Cluster,
                CityIds = [Service.City],
                Honouree = "Anh hùng liệt sĩ",
                Place = "Đài tưởng niệm",
                Participants = ["khong-co"],
            }));

        Assert.Equal("unknown-city", refused.Result.Errors["participants"].Single().Code);
    }
}
