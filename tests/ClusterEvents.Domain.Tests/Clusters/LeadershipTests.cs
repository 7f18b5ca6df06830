using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
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
}
