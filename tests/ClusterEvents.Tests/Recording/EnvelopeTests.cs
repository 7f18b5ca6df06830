using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class EnvelopeTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Text_is_kept_in_NFC_with_white_space_folded()
    {
        var meeting = Scenarios.Meeting();
        meeting["venue"] = "  Co\u0302ng\u00a0an \t\n tha\u0300nh\u2003pho\u0302\u0301 ";

        var activity = await GivenAsync(meeting);

        Assert.Equal("C\u00f4ng an th\u00e0nh ph\u1ed1", (string)activity["data"]!["venue"]!);
    }

    [Fact]
    public async Task A_text_of_4000_characters_is_kept_whole()
    {
        var meeting = Scenarios.Meeting();
        meeting["venue"] = new string('ệ', 4_000);

        Assert.Equal(new string('ệ', 4_000), (string)(await GivenAsync(meeting))["data"]!["venue"]!);
    }

    [Fact]
    public async Task A_character_beyond_the_basic_plane_is_kept()
    {
        var meeting = Scenarios.Meeting();
        meeting["venue"] = "𠮷 🎗";

        Assert.Equal("𠮷 🎗", (string)(await GivenAsync(meeting))["data"]!["venue"]!);
    }

    [Fact]
    public async Task A_field_sent_as_null_is_left_out()
    {
        var meeting = Scenarios.Meeting();
        meeting["attendance"] = null;

        Assert.DoesNotContain("attendance",
            (await GivenAsync(meeting))["data"]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task The_first_day_of_the_calendar_differs_from_no_date()
    {
        var ancient = Samples.CommunityActivityHeld("ancient");

        Assert.Equal(["occurredOn"], (await app.PostAsync(ancient.Route, ancient.On("0001-01-01").Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Json["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task Today_in_Vietnam_may_be_recorded_and_tomorrow_may_not()
    {
        var today = TimeProvider.System.Today();
        await app.GivenAsync(Samples.CommunityActivityHeld("today").On($"{today:O}"));
        var tomorrow = Samples.CommunityActivityHeld("tomorrow").On($"{today.AddDays(1):O}");

        var byRoute = (await app.PostAsync(tomorrow.Route, tomorrow.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("date-in-future", byRoute.CodeAt("occurredOn"));
        Assert.Equal(($"\"{today.AddDays(1):O}\"", $"\"{today:O}\""),
            (byRoute.ValueAt("occurredOn", "day"), byRoute.ValueAt("occurredOn", "today")));
        var inVietnamese = await app.PostAsync(tomorrow.Route, tomorrow.Data, ("Accept-Language", "vi"));
        Assert.Equal($"Ngày {today.AddDays(1):dd'/'MM'/'yyyy} chưa đến (hôm nay là {today:dd'/'MM'/'yyyy}). Sổ chỉ ghi "
            + "việc đã diễn ra: sửa lại ngày, hoặc đợi đến hôm đó.", (string?)inVietnamese.Json["detail"]);
        Assert.Equal(0, await app.VersionAsync(tomorrow.Subject));
    }

    [Fact]
    public async Task A_day_is_required_unless_it_is_unknown()
    {
        var gifts = Samples.CommunityActivityHeld("undated").With("occurredOn", null);

        Assert.Equal(["occurredOn"], (await app.PostAsync(gifts.Route, gifts.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
        await app.GivenAsync(gifts.With("precision", "Unknown"));
    }

    [Theory]
    [InlineData("cityIds", "[\"nowhere\"]", "unknown-city", "cityIds")]
    [InlineData("guestCityIds", "[\"nowhere\"]", "unknown-city", "guestCityIds")]
    [InlineData("hostUnit", "{\"name\":\"x\",\"cityId\":\"nowhere\"}", "unknown-city", "hostUnit.cityId")]
    [InlineData("campaignIds", "[\"nothing-2022\"]", "unknown-campaign", "campaignIds")]
    [InlineData("clusterId", "\"cum-9-bca\"", "unknown-cluster", "clusterId")]
    [InlineData("cityIds", "[\"hai-phong\"]", "city-not-a-member", "cityIds")]
    public async Task What_is_named_must_be_on_record_and_take_part(
        string field, string value, string code, string fault) =>
        await app.RefusedAsync(Samples.MeetingHeld("refused").With(field, JsonNode.Parse(value)), code, fault);

    [Theory]
    [InlineData("2019-12-31", false)]
    [InlineData("2020-01-01", true)]
    public async Task A_city_takes_part_from_the_day_it_joined(string day, bool member)
    {
        var gifts = Samples.CommunityActivityHeld($"gifts-of-{day}").On(day);

        if (member) await app.GivenAsync(gifts);
        else await app.RefusedAsync(gifts, "city-not-a-member", "cityIds");
    }

    [Fact]
    public async Task A_guest_need_not_be_a_member_and_sees_the_activity_on_its_timeline()
    {
        var recorded = await app.GivenAsync(Samples.CommunityActivityHeld("with-guest")
            .With("guestCityIds", new JsonArray("hai-phong")));

        var timeline = await app.TimelineAsync("cities/hai-phong");

        Assert.Contains((string)recorded.Json["activityId"]!,
            timeline.Entries.Select(entry => (string)entry!["activityId"]!));
    }

    [Fact]
    public async Task The_whole_cluster_is_its_members_on_that_day()
    {
        var gifts = Samples.CommunityActivityHeld("of-all").With("cityIds", null).With("scope", "Cluster");

        var stored = Assert.Single(await app.EventsAsync($"subject={(await app.GivenAsync(gifts)).Stream}"));

        Assert.Equal(["can-tho", "da-nang"], stored["data"]!["cityIds"]!.AsArray().Select(city => (string?)city));
        await app.RefusedAsync(
            Samples.CommunityActivityHeld("before-all").With("cityIds", null).With("scope", "Cluster").On("2019-06-01"),
            "no-members-on-that-day", "occurredOn");
        await app.RefusedAsync(
            Samples.CommunityActivityHeld("of-some").With("scope", "Cluster"), "cities-are-not-the-members", "cityIds");
    }

    [Fact]
    public async Task What_is_added_to_a_stream_belongs_to_its_cluster()
    {
        await app.GivenAsync(Samples.ClusterEstablished("cum-8-bca", 8));

        await app.RefusedAsync(Samples.RemarksDelivered("of-cluster-1").With("clusterId", "cum-8-bca"),
            "belongs-to-another-cluster", "clusterId");
    }

    [Theory]
    [InlineData("Campaign", "[\"can-tho\"]", "cityIds")]
    [InlineData("City", "null", "cityIds")]
    public async Task The_scope_and_the_cities_must_agree(string scope, string cities, string field)
    {
        var gifts = Samples.CommunityActivityHeld("scoped")
            .With("scope", scope).With("cityIds", JsonNode.Parse(cities));

        Assert.Equal([field], (await app.PostAsync(gifts.Route, gifts.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task What_is_the_campaigns_alone_has_no_guests()
    {
        var gifts = Samples.CommunityActivityHeld("of-the-campaign").With("scope", "Campaign").With("cityIds", null)
            .With("guestCityIds", new JsonArray("hai-phong"));

        Assert.Equal(["guestCityIds"], (await app.PostAsync(gifts.Route, gifts.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
        await app.GivenAsync(gifts.With("guestCityIds", null));
    }

    [Fact]
    public async Task What_only_cities_show_has_no_campaign_scope()
    {
        var joined = Samples.MemberJoined("cum-1-bca").With("scope", "Campaign");

        Assert.Equal(["scope"], (await app.PostAsync(joined.Route, joined.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task An_activity_without_a_cluster_or_a_campaign_to_take_it_from_is_refused()
    {
        var gifts = Samples.CommunityActivityHeld("nobodys").With("clusterId", null).With("campaignIds", null);

        Assert.Equal(["clusterId"], (await app.PostAsync(gifts.Route, gifts.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
        Assert.Equal(["data.clusterId"], (await app.PostEventAsync(gifts.CloudEvent()))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    private async Task<JsonNode> GivenAsync(JsonObject meeting)
    {
        var created = (await app.PostAsync("/v1/meetings", meeting)).Expect(HttpStatusCode.Created);
        return (await app.GetAsync($"/v1/activities/{created.Json["activityId"]}")).Expect(HttpStatusCode.OK).Json;
    }
}
