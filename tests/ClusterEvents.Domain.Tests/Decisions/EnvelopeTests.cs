using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Sources;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>Which cluster, campaigns and cities an activity is stored with.</summary>
public sealed class EnvelopeTests
{
    [Fact]
    public void The_cluster_is_that_of_the_stream_or_of_a_campaign_that_is_named()
    {
        var gifts = Gifts.Of(CanTho) with { ClusterId = null };

        Established.When(gifts).RejectedWith("invalid-request", "clusterId");
        Assert.Equal(Id, Stored(Established, gifts with { CampaignIds = [Edition] }).ClusterId);
        var recorded = Established.Given(Gifts.Of(CanTho), "community/one");
        Assert.Equal(Id, Stored(recorded, gifts, "community/one").ClusterId);
        var priorities = new PrioritiesSet(["x"], "y").OfAll() with { ClusterId = null };
        Assert.Equal(Id, Stored(Established, priorities, EditionStream).ClusterId);
    }

    [Fact]
    public void What_is_added_to_a_stream_is_of_the_cluster_of_that_stream()
    {
        var recorded = Established.Given(Gifts.Of(CanTho), "community/one");

        recorded.When(Gifts.Of(CanTho) with { ClusterId = "cum-2-bca" }, "community/one")
            .RejectedWith("belongs-to-another-cluster", "clusterId");
        Established.When(new PrioritiesSet(["x"], "y").OfAll() with { ClusterId = "cum-2-bca" }, EditionStream)
            .RejectedWith("belongs-to-another-cluster", "clusterId");
    }

    [Fact]
    public void An_activity_on_a_campaigns_stream_belongs_to_it_and_to_those_that_it_names_each_once()
    {
        Assert.Equal([Edition], Stored(Established, new PrioritiesSet(["x"], "y").OfAll(), EditionStream).CampaignIds!);
        var twice = Gifts.Of(CanTho) with { CampaignIds = [Edition, Edition] };
        Assert.Equal([Edition], Stored(Established, twice).CampaignIds!);
        Assert.Null(Stored(Established, Gifts.Of(CanTho)).CampaignIds);
        Established.When(Gifts.Of(CanTho) with { CampaignIds = ["unknown-2022"] })
            .RejectedWith("unknown-campaign", "campaignIds");
    }

    [Fact]
    public void A_campaigns_own_activity_names_a_campaign_and_no_city()
    {
        var held = new MeetingHeld(MeetingKind.Other, "x", Ministry, null, null).OfAll() with
        {
            Scope = Scope.Campaign,
        };

        Established.When(held).RejectedWith("invalid-request", "campaignIds");
        Assert.Null(Stored(Established, held with { CampaignIds = [Edition] }).CityIds);
    }

    [Fact]
    public void Of_the_whole_cluster_are_the_members_of_that_day()
    {
        var left = Established.Given(new Domain.Clusters.MemberLeft(PoliceOf(HaNoi), HaNoi, Day("2022-07-29"), null)
            .Of("2022-07-01", HaNoi), ClusterStream);

        Assert.Equal(Members, Stored(left, Gifts.OfAll("2022-07-28")).CityIds!);
        Assert.Equal(Members.Where(city => city != HaNoi), Stored(left, Gifts.OfAll("2022-07-29")).CityIds!);
    }

    [Fact]
    public void What_is_sent_is_kept_and_only_what_is_left_out_is_filled_in()
    {
        var gifts = Gifts.Of(CanTho) with { CampaignIds = [Edition] };
        var record = Established.Given(Launch("Vì trẻ thơ", 2022, "vi-tre-tho-2022")).Given(gifts, "community/one");

        Assert.Equal([Edition], Stored(record, Gifts.Of(CanTho), "community/one").CampaignIds!);
        Assert.Equal(["vi-tre-tho-2022"],
            Stored(record, gifts with { CampaignIds = ["vi-tre-tho-2022"] }, "community/one").CampaignIds!);
        var corrected = record.Last("community/one", "kind", "Tặng quà", "Tặng sách");
        Assert.Equal(History.Today, Stored(record, corrected, "community/one").OccurredOn);
        Assert.Equal(Day("2023-06-01"),
            Stored(record, corrected with { OccurredOn = Day("2023-06-01") }, "community/one").OccurredOn);
        Assert.Equal((Id, Edition), (Stored(record, corrected, "community/one").ClusterId,
            Stored(record, corrected, "community/one").CampaignIds!.Single()));
    }

    [Fact]
    public void Only_a_campaign_of_the_whole_country_is_of_no_cluster()
    {
        var launched = Launch("Vì trẻ thơ", 2022, "vi-tre-tho-2022") with { ClusterId = null };

        Assert.Null(Stored(Established, launched).ClusterId);
        Established.When(launched with { Scope = Scope.City, CityIds = [CanTho], CampaignIds = null })
            .RejectedWith("invalid-request", "clusterId");
        var held = new MeetingHeld(MeetingKind.Other, "x", Ministry, null, null).OfAll() with
        {
            Scope = Scope.Campaign,
            ClusterId = null,
            CampaignIds = ["vi-tre-tho-2022"],
        };
        Established.Given(launched).When(held).RejectedWith("invalid-request", "clusterId");
    }

    [Fact]
    public void The_whole_cluster_is_its_members_and_no_others_whatever_their_order()
    {
        Established.When(Gifts.OfAll("2019-01-01")).RejectedWith("no-members-on-that-day", "occurredOn");
        Assert.Equal(Members, Stored(Established, Gifts.OfAll() with { CityIds = [.. Members.Reverse()] }).CityIds!);
        Established.When(Gifts.OfAll() with { CityIds = [CanTho] })
            .RejectedWith("cities-are-not-the-members", "cityIds");
        Established.When(Gifts.OfAll() with { OccurredOn = null, Precision = Precision.Unknown })
            .RejectedWith("invalid-request", "occurredOn");
    }

    [Fact]
    public void What_an_activity_names_is_on_record()
    {
        var meeting = StreamKey.Parse("meeting/none");
        var flowers = new FlowersOffered("Bác Hồ", "Nhà lưu niệm", [CanTho], meeting).Of(CanTho);

        Established.When(flowers).RejectedWith("unknown-meeting", "relatedTo");
        Established.When(((FlowersOffered)flowers) with { RelatedTo = StreamKey.Parse("nothing/none") })
            .RejectedWith("unknown-stream", "relatedTo");
        Established.Given(((FlowersOffered)flowers) with { RelatedTo = StreamKey.Parse(EditionStream) });
        Established.When(((FlowersOffered)flowers) with { RelatedTo = null, Participants = [Hue] })
            .RejectedWith("city-not-a-member", "participants");
        Established.When(new MeetingHeld(MeetingKind.Other, "x", PoliceOf(Unregistered), null, null).Of(CanTho))
            .RejectedWith("unknown-city", "hostUnit.cityId");
        var hosted = new MeetingHeld(MeetingKind.Other, "x", PoliceOf(Hue), null, null).Of(CanTho);
        Established.When(hosted).RejectedWith("city-not-a-member", "hostUnit.cityId");
        Established.Given(hosted with { GuestCityIds = [Hue] });
    }

    [Fact]
    public void A_source_is_attached_to_any_stream_and_stands_on_no_timeline()
    {
        var source = new SourceAttached("Báo Cần Thơ", null, null, null, null, null) { OccurredOn = Day("2022-07-29") };

        Assert.Null(Stored(Established, source, "city/hue").ClusterId);
        Assert.Equal(Id, Stored(Established, source, ClusterStream).ClusterId);
        Established.When(source, "meeting/none").RejectedWith("unknown-meeting");
        Assert.Null(Stored(Established, source, ClusterStream).CityIds);
    }

    private static Activity Stored(History history, Activity activity, string? on = null)
    {
        var decided = history.When(activity, on);
        decided.Accepted();
        return Assert.Single(decided.Batch.Accepted).Activity;
    }
}
