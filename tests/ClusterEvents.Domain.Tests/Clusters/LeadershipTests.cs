using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model.Wording;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Clusters;

/// <summary>Who led the cluster on a day.</summary>
public sealed class LeadershipTests
{
    [Theory]
    [InlineData("2022-01-02", "ha-noi", "da-nang")]
    [InlineData("2022-07-01", "ha-noi", "da-nang")]
    [InlineData("2022-08-31", "ha-noi", "da-nang")]
    [InlineData("2022-09-01", "can-tho", "da-nang")]
    [InlineData("2022-12-31", "can-tho", "da-nang")]
    [InlineData("2023-01-03", "can-tho", null)]
    [InlineData("2023-02-01", "hai-phong", null)]
    public void Before_a_handover_the_earlier_lead_led(string day, string lead, string? deputy)
    {
        var cluster = Established
            .Given(new LeadershipAssigned(2022, HaNoi, DaNang, LeadershipMode.Elected).OfAll("2022-01-05"),
                ClusterStream)
            .Given(new LeadershipHandedOver(HaNoi, CanTho, 2022).OfAll("2022-09-01"), ClusterStream)
            .Given(new LeadershipHandedOver(CanTho, HaiPhong, 2023).OfAll("2023-01-10"), ClusterStream)
            .State<Cluster>(ClusterStream);

        var led = cluster.LeadershipOn(Day(day))!;
        Assert.Equal((lead, deputy), (led.Lead.Value, led.Deputy?.Value));
    }

    [Fact]
    public void A_merged_city_leads_no_more()
    {
        var merged = Established
            .Given(
                new LeadershipAssigned(2022, DaNang, null, LeadershipMode.Elected).OfAll("2022-01-05"), ClusterStream)
            .Given(Merge(CanTho, DaNang, "2022-07-01") with { OccurredOn = Day("2022-07-01") }, "city/can-tho");

        Assert.Equal(DaNang, merged.Context.LeadOn(Id, Day("2022-06-30")));
        Assert.Null(merged.Context.LeadOn(Id, Day("2022-07-01")));
    }

    [Fact]
    public void Who_led_before_a_handover_was_not_assigned_by_it()
    {
        var cluster = Established
            .Given(new LeadershipAssigned(2022, HaNoi, null, LeadershipMode.Elected).OfAll("2022-01-05"), ClusterStream)
            .Given(new LeadershipHandedOver(HaNoi, CanTho, 2023).OfAll("2023-01-10"), ClusterStream)
            .State<Cluster>(ClusterStream);

        Assert.False(cluster.LeadershipOn(Day("2023-01-03"))!.IsAssigned);
    }

    [Fact]
    public void A_handover_by_one_who_does_not_lead_is_refused_with_both_years()
    {
        var refused = Established.When(
            new LeadershipHandedOver(HaNoi, CanTho, 2023).OfAll("2023-01-10"), ClusterStream);

        refused.RejectedWith("no-leadership-to-hand-over", "from");
        Assert.Equal((2022, 2023), (refused.Rejections[0].Fault["before"], refused.Rejections[0].Fault["year"]));
    }

    [Theory]
    [InlineData(LeadershipMode.Elected, "Bầu Cụm trưởng năm 2022", "Lead elected for 2022")]
    [InlineData(LeadershipMode.Assigned, "Phân công Cụm trưởng năm 2022", "Lead assigned for 2022")]
    public void It_is_said_whether_a_lead_was_elected(LeadershipMode mode, string vietnamese, string english)
    {
        var assigned = new LeadershipAssigned(2022, HaNoi, null, mode);

        Assert.Equal(vietnamese, AssignLeadership.Type.Describe(assigned, Language.Vietnamese).Title);
        Assert.Equal(english, AssignLeadership.Type.Describe(assigned, Language.English).Title);
    }
}
