using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>Which timelines show an entry, and where.</summary>
public sealed class TimelineMembershipTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task A_guest_city_sees_the_entry_as_the_members_do()
    {
        var id = await RecordAsync("2022-06-01", new()
        {
            ["cityIds"] = new JsonArray("can-tho"),
            ["guestCityIds"] = new JsonArray("hai-phong"),
        });

        Assert.Contains(id, await app.IdsAsync("cities/can-tho"));
        Assert.Contains(id, await app.IdsAsync("cities/hai-phong"));
        Assert.DoesNotContain(id, await app.IdsAsync("cities/da-nang"));
        Assert.DoesNotContain(id, await app.IdsAsync($"campaigns/{Scenarios.Campaign}"));
    }

    [Fact]
    public async Task What_belongs_to_the_campaign_alone_is_on_no_city()
    {
        var id = await RecordAsync("2022-06-02",
            new() { ["scope"] = "Campaign", ["campaignIds"] = new JsonArray(Scenarios.Campaign) });

        Assert.Contains(id, await app.IdsAsync($"campaigns/{Scenarios.Campaign}"));
        foreach (var city in new[] { "can-tho", "da-nang", "hai-phong" })
            Assert.DoesNotContain(id, await app.IdsAsync($"cities/{city}"));
    }

    [Fact]
    public async Task What_the_whole_cluster_did_is_on_each_member_of_that_day_and_on_no_other_city()
    {
        var id = await RecordAsync("2022-06-03", new() { ["scope"] = "Cluster" });

        Assert.Contains(id, await app.IdsAsync("cities/can-tho"));
        Assert.Contains(id, await app.IdsAsync("cities/da-nang"));
        Assert.DoesNotContain(id, await app.IdsAsync("cities/hai-phong"));
    }

    [Fact]
    public async Task An_entry_of_a_city_that_is_named_as_member_and_as_guest_is_shown_once()
    {
        var id = await RecordAsync("2022-06-04", new()
        {
            ["cityIds"] = new JsonArray("can-tho"),
            ["guestCityIds"] = new JsonArray("can-tho"),
        });

        Assert.Single(await app.IdsAsync("cities/can-tho"), id);
    }

    [Fact]
    public async Task What_has_no_date_comes_before_all_that_has_one()
    {
        var id = await RecordAsync(null, new() { ["precision"] = "Unknown", ["cityIds"] = new JsonArray("can-tho") });

        var ascending = await app.TimelineAsync("cities/can-tho", "&order=asc");
        var descending = await app.TimelineAsync("cities/can-tho", "&order=desc");

        Assert.Equal(id, (string)ascending.Entries[0]!["activityId"]!);
        Assert.Equal(id, (string)descending.Entries[^1]!["activityId"]!);
        Assert.True(ascending.Entries[0]!.AsObject().ContainsKey("occurredOn"));
        Assert.Null(ascending.Entries[0]!["occurredOn"]);
        Assert.Equal("Unknown", (string)ascending.Entries[0]!["precision"]!);
    }

    [Fact]
    public async Task What_opens_a_register_is_on_no_timeline()
    {
        foreach (var timeline in new[] { "cities/can-tho", $"campaigns/{Scenarios.Campaign}" })
            Assert.DoesNotContain((await app.TimelineAsync(timeline)).Kinds,
                kind => kind is "CityRegistered" or "ClusterEstablished");
    }

    private async Task<string> RecordAsync(string? day, JsonObject fields)
    {
        if (day is not null) fields["occurredOn"] = day;
        fields["clusterId"] = Scenarios.Cluster;
        fields["kind"] = "Trao quà";
        var recorded = await app.PostAsync("/v1/community-activities", fields);
        return (string)recorded.Expect(HttpStatusCode.Created).Json["activityId"]!;
    }
}
