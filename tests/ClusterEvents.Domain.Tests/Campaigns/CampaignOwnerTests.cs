using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Campaigns;

/// <summary>Whose a campaign is, of a cluster or of its ministry, and which clusters record in it.</summary>
public sealed class CampaignOwnerTests
{
    [Fact]
    public void A_campaign_of_the_ministry_is_reviewed_and_concluded_by_each_of_its_clusters()
    {
        const string other = "cum-2-bca", campaign = "campaign/phong-trao-2022";
        var launched = Launch("Phong trào", 2022, "phong-trao-2022") with { ClusterId = null };
        var open = TwoClusters().Given(launched);
        Activity Of(string cluster, Activity activity, string day) => activity.OfAll(day) with { ClusterId = cluster };
        var review = new CampaignReviewed(new(Day("2022-01-01"), Day("2022-06-30")), ReviewKind.MidYear, null);

        var both = open.Given(Of(Id, review, "2022-07-29"), campaign).Given(Of(other, review, "2022-08-05"), campaign)
            .Given(Of(Id, new CampaignConcluded(null), "2022-12-20"), campaign)
            .Given(Of(other, new PrioritiesSet(["x"], "y"), "2022-12-25"), campaign)
            .Given(Of(other, new CampaignConcluded(null), "2022-12-28"), campaign);

        var state = both.State<Campaign>(campaign);
        Assert.Equal((Day("2022-12-20"), Day("2022-12-28")), (state.LastDayOf(Id), state.LastDayOf(other)));
        both.When(Of(Id, new PrioritiesSet(["x"], "y"), "2022-12-21"), campaign)
            .RejectedWith("campaign-concluded", "campaignIds");
        both.When(Of(other, new CampaignConcluded(null), "2022-12-28"), campaign).RejectedWith("campaign-concluded");
        // One that a cluster launched is its own, and name and period make an edition of one owner.
        both.When(Of(other, review, "2022-07-29"), EditionStream)
            .RejectedWith("belongs-to-another-cluster", "clusterId");
        both.Given(Launch("Phong trào", 2022, "rieng") with { ClusterId = other });
        both.When(Launch("Phong trào", 2022, "lan-nua") with { ClusterId = null })
            .RejectedWith("campaign-already-launched", "name");
    }

    [Fact]
    public void A_clusters_own_campaign_takes_nothing_of_another_cluster()
    {
        var two = WithSecond("Bộ Công an").Given(
            Launch("Riêng", 2022, "rieng") with { ClusterId = "cum-2" }, "campaign/rieng");

        two.When(Plan().OfAll() with { CampaignIds = ["rieng"] })
            .RejectedWith("belongs-to-another-cluster", "campaignIds");
    }

    [Theory]
    [InlineData("Bộ Quốc phòng", false)]
    [InlineData("Bộ Công an", true)]
    [InlineData("Bộ Tư lệnh Cảnh sát cơ động", true)]
    [InlineData("Công an tỉnh", true)]
    public void A_campaign_of_a_ministry_is_open_to_its_own_clusters(string governing, bool open)
    {
        var campaign = Launch("Chung", 2022, "chung") with { ClusterId = null };
        var two = WithSecond(governing).Given(campaign, "campaign/chung");
        var review = new CampaignReviewed(new(Day("2022-01-01"), Day("2022-06-30")), ReviewKind.MidYear, null)
            .OfAll() with
        {
            ClusterId = "cum-2",
            Scope = Scope.Campaign,
        };

        var decided = two.When(review, "campaign/chung");
        if (open) decided.Accepted();
        else decided.RejectedWith("belongs-to-another-cluster", "campaignIds");
    }

    [Fact]
    public void Campaigns_of_one_name_and_period_are_each_launched_once_by_their_owner()
    {
        static CampaignLaunched Own(string? cluster, string id, string launcher = "Bộ Công an") =>
            Launch("Vì an ninh", 2023, id) with { ClusterId = cluster, Launcher = new(launcher, null) };

        var three = WithSecond("Bộ Công an").Given(Own(Id, "a"), "campaign/a").Given(Own("cum-2", "b"), "campaign/b")
            .Given(Own(null, "c"), "campaign/c").Given(Own(null, "d", "Bộ Quốc phòng"), "campaign/d");

        CampaignLaunched[] repeated =
            [Own(Id, "e"), Own("cum-2", "e"), Own(null, "e"), Own(null, "e", "Bộ Quốc phòng")];
        foreach (var again in repeated)
            three.When(again, "campaign/e").RejectedWith("campaign-already-launched", "name");
    }

    [Fact]
    public void A_city_takes_neither_name_nor_key_of_a_campaign_from_its_cluster()
    {
        var own = Launch("Vì trẻ thơ", 2023) with
        {
            OccurredOn = Day("2023-01-01"),
            ClusterId = Id,
            Scope = Scope.City,
            CityIds = [DaNang],
        };
        Decided Chosen(string key) => Established.When(own with { CampaignIds = [key] }, $"campaign/{key}", OfDaNang);

        foreach (var key in new[] { "vi-tre-tho-2023", "x", Id, $"{Id}-2023", "da-nangx" })
            Chosen(key).RejectedWith("not-your-stream");
        Chosen("da-nang-vi-tre-tho-2023").Accepted();
        Assert.Equal("campaign/da-nang-vi-tre-tho-2023",
            Assert.Single(Established.When(own, by: OfDaNang).Batch.Accepted).Stream.ToString());

        // The cluster and the ministry launch theirs by the same name and key afterwards, and the city its own once.
        var taken = Established.Given(own, "campaign/da-nang-vi-tre-tho-2023");
        foreach (var cluster in new[] { Id, null })
            taken.When(Launch("Vì trẻ thơ", 2023, "vi-tre-tho-2023") with { ClusterId = cluster }).Accepted();
        taken.When(own, "campaign/da-nang-lan-nua", OfDaNang).RejectedWith("campaign-already-launched", "name");
    }

    /// <summary>The first cluster and a second one of the same ministry, in which Huế is the only member.</summary>
    private static History TwoClusters() => Established
        .Given(new ClusterEstablished("Bộ Công an", null, 2, "Cụm thi đua số 2")
        {
            OccurredOn = Day("2019-12-31"),
            Scope = Scope.Cluster,
        })
        .Given(new MemberJoined(PoliceOf(Hue), Hue, Day("2020-01-01"), null).Of("2020-01-01") with
        {
            ClusterId = "cum-2-bca",
        }, "cluster/cum-2-bca");

    /// <summary>A second cluster with the same members.</summary>
    private static History WithSecond(string governing)
    {
        var history = Established.Given(new ClusterEstablished(governing, "Khối", 2, "Cụm 2")
        {
            OccurredOn = Day("2019-12-31"),
            ClusterId = "cum-2",
            Scope = Scope.Cluster,
        }, "cluster/cum-2");
        return Members.Aggregate(history, (one, city) => one.Given(
            new MemberJoined(PoliceOf(city), city, Day("2020-01-01"), null).Of("2020-01-01") with
            {
                ClusterId = "cum-2",
            },
            "cluster/cum-2"));
    }
}
