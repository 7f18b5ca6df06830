using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Sources;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>What an activity refers to, and what is said where that cannot be.</summary>
public sealed class ReferencesTests
{
    [Fact]
    public void Everything_that_an_activity_names_is_loaded_before_it_is_judged()
    {
        var offered = new FlowersOffered("x", "y", [CanTho], StreamKey.Parse("meeting/one")).Of(DaNang) with
        {
            GuestCityIds = [Hue],
            CampaignIds = [Edition],
        };

        Assert.Equal(
            ["campaign/vi-an-ninh-to-quoc-2022", "city/can-tho", "city/da-nang", "city/hue", "cluster/cum-1-bca",
                "meeting/one"], Streams(offered));
        Assert.Equal(["city/ha-noi"], Streams(new MeetingHeld(MeetingKind.Other, "x", PoliceOf(HaNoi), null, null)));
        Assert.Empty(Streams(Gifts));
        // A correction may give a field that names a city or a stream another value.
        Assert.Contains("city/hue", Streams(Corrected.Of(Guid.Empty, "cityIds", new[] { "can-tho" }, new[] { "hue" })));
        Assert.Contains("meeting/two", Streams(Corrected.Of(Guid.Empty, "relatedTo", "meeting/one", "meeting/two")));
    }

    [Fact]
    public void Who_is_no_member_may_be_a_guest_where_there_are_guests()
    {
        var left = Established.Given(
            new MemberLeft(PoliceOf(HaNoi), HaNoi, Day("2022-07-01"), null).Of("2022-06-01", HaNoi), ClusterStream);

        var offered = left.When(new FlowersOffered("x", "y", [HaNoi], null).Of());
        Assert.All(offered.Rejections, one => Assert.Equal("city-not-a-member", one.Code));
        Assert.Equal(("city-not-a-member", Day("2022-07-01")),
            (offered.Rejections[0].Fault.Code, offered.Rejections[0].Fault["until"]));
        var scored = left.When(new ScoreSubmitted(HaNoi, 1, 9, 10).Of());
        Assert.All(scored.Rejections, one => Assert.Equal("city-not-a-member", one.Code));
        Assert.Equal("city-was-no-member", scored.Rejections[0].Fault.Code);
    }

    /// <summary>Also of the cities that were filled in from it.</summary>
    [Fact]
    public void A_city_is_told_at_each_field_that_names_it()
    {
        var offered = new FlowersOffered("x", "y", [Hue], null);

        foreach (var sent in new[] { offered.Of(), offered.Of(Hue) })
            Assert.Equal(["cityIds", "participants"], Established.When(sent).Rejections.Select(one => one.Field));
        var other = ((FlowersOffered)offered.Of(Hue)) with { Participants = [Unregistered] };
        Assert.Equal(["cityIds", "participants"], Established.When(other).Rejections.Select(one => one.Field));
    }

    [Fact]
    public void A_thing_that_is_not_there_is_told_by_its_kind()
    {
        Assert.All(Established.When(new FlowersOffered("x", "y", [Unregistered], null).Of()).Rejections,
            one => Assert.Equal("unknown-city", one.Code));
        Established.When(Gifts.Of(CanTho) with { ClusterId = "cum-9" }).RejectedWith("unknown-cluster", "clusterId");
        Established.When(Gifts.Of(CanTho, Unregistered)).RejectedWith("unknown-city", "cityIds");
        Established.When(Gifts.Of(CanTho) with { GuestCityIds = [Unregistered] })
            .RejectedWith("unknown-city", "guestCityIds");
    }

    [Fact]
    public void A_city_that_was_merged_is_named_until_its_last_day()
    {
        var merged = Established.Given(Merge(CanTho, Hue), "city/can-tho");
        var visit = new FlowersOffered("x", "y", [CanTho], null).Of("2022-12-31") with { GuestCityIds = [Hue] };

        merged.When(visit).Accepted();
        merged.When(visit with { OccurredOn = Day("2023-01-01") }).RejectedWith("city-merged", "guestCityIds");
        merged.When((visit with { OccurredOn = Day("2023-06-01") }).Known(Precision.Month))
            .RejectedWith("city-merged", "guestCityIds");
    }

    [Fact]
    public void What_is_of_a_city_names_that_city()
    {
        var renamed = new CityRenamed("x", null, Day("2022-07-29"), "y");

        Established.When(renamed.Of(DaNang), "city/can-tho").RejectedWith("names-another-stream", "cityIds");
        Established.When(renamed.Of(CanTho, DaNang), "city/can-tho").RejectedWith("names-another-stream", "cityIds");
        Established.When(renamed.Of(CanTho), "city/can-tho").Accepted();
    }

    [Fact]
    public void Cities_that_its_fields_name_are_among_those_that_it_concerns()
    {
        var offered = new FlowersOffered("x", "y", [CanTho, DaNang], null);

        var left = Established.When(offered.Of(CanTho));
        left.RejectedWith("city-left-out", "cityIds");
        Assert.Equal(DaNang, left.Rejections[0].Fault["city"]);
        Established.When(offered.Of(CanTho, DaNang, HaNoi)).Accepted();
        var scoped = Established.When(offered.Of() with { Scope = Scope.Campaign, CampaignIds = [Edition] });
        Assert.Equal([("city-left-out", "scope"), ("city-left-out", "scope")],
            scoped.Rejections.Select(one => (one.Code, one.Field!)));
    }

    [Fact]
    public void A_campaign_is_open_to_its_cluster_and_until_it_ends()
    {
        var concluded = Established.Given(
            new CampaignConcluded(null).OfAll("2022-10-31") with { Scope = Scope.Campaign }, EditionStream);
        var gifts = Gifts.Of("2022-11-15", CanTho) with { CampaignIds = [Edition] };

        concluded.When(gifts).RejectedWith("campaign-concluded", "campaignIds");
        concluded.When(gifts with { OccurredOn = Day("2022-10-31") }).Accepted();
        concluded.When(gifts.Known(Precision.Year)).Accepted();
        concluded.When(new SourceAttached(null, "x", null, null, null, null).Of("2022-11-15", CanTho), EditionStream)
            .Accepted();
        // What follows from an activity of the campaign may come after its end.
        var issued = concluded.Given(new DirectiveIssued(
            Ministry, DirectiveBasis.Plan, null, null, "Việc", [CanTho], null, null).Of("2022-10-01", CanTho) with
        { CampaignIds = [Edition] }, "directive/one");
        var fulfilled = issued.When(new DirectiveFulfilled(CanTho, "x").Of("2022-11-15"), "directive/one");
        Assert.Equal([Edition], Assert.Single(fulfilled.Batch.Accepted).Activity.CampaignIds!);
    }

    [Fact]
    public void What_is_on_record_already_is_told_to_who_could_have_begun_it()
    {
        var registered = new CityRegistered("Cần Thơ", "99", null, null);

        Established.When(registered, "city/can-tho", OfCanTho).RejectedWith("not-your-city");
        Established.When(registered, "city/can-tho", Office).RejectedWith("city-already-on-record");
        Established.When(Launch("Vì an ninh Tổ quốc", 2022, Edition), EditionStream)
            .RejectedWith("campaign-already-launched", "name");
        Established.When(Launch("Khác", 2022, Edition), EditionStream).RejectedWith("campaign-already-on-record");
        Established.When(new MeetingCancelled("x").Of(CanTho), "meeting/none", OfDaNang)
            .RejectedWith("unknown-meeting");
    }

    private static IEnumerable<string> Streams(Activity activity) =>
        References.Streams(activity).Select(key => key.ToString()).Distinct().Order(StringComparer.Ordinal);
}
