using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Clusters;

/// <summary>Since when a city is a member, with interruptions recorded in any order.</summary>
public sealed class MembershipPeriodTests
{
    [Fact]
    public void A_membership_is_unbroken_since_its_earliest_day()
    {
        var joined = Established.Given(Join(Hue, "2022-01-01"), ClusterStream)
            .Given(Join(Hue, "2021-01-01"), ClusterStream);
        DateOnly? Since(History history, string day) => history.State<Cluster>(ClusterStream).SinceOf(Hue, Day(day));
        foreach (var day in new[] { "2021-01-01", "2021-12-31", "2022-01-01", "2023-01-01" })
            Assert.Equal(Day("2021-01-01"), Since(joined, day));

        var again = joined.Given(Leave(Hue, "2022-06-01"), ClusterStream).Given(Join(Hue, "2022-06-01"), ClusterStream);
        Assert.Equal(Day("2021-01-01"), Since(again, "2022-07-01"));
        var broken = joined.Given(Leave(Hue, "2022-06-01"), ClusterStream)
            .Given(Join(Hue, "2022-06-02"), ClusterStream);
        Assert.Equal(Day("2022-06-02"), Since(broken, "2022-07-01"));
        Established.Given(Join(Hue, "2022-01-01"), ClusterStream).When(Leave(Hue, "2022-01-01"), ClusterStream)
            .RejectedWith("city-not-a-member", "effectiveOn");
    }

    [Fact]
    public void An_interruption_that_was_left_out_is_recorded_after_the_end_was_taken_back()
    {
        var left = Established.Given(Join(Hue, "2020-06-01"), ClusterStream)
            .Given(Leave(Hue, "2022-06-01"), ClusterStream);
        left.When(Leave(Hue, "2021-01-01"), ClusterStream).RejectedWith("city-not-a-member", "effectiveOn");

        var end = left.Last(ClusterStream);
        var complete = left.Given(new EntryRetracted(end, "Thiếu"), ClusterStream)
            .Given(Leave(Hue, "2021-01-01"), ClusterStream).Given(Join(Hue, "2021-07-01"), ClusterStream)
            .Given(new EntryReinstated(end, "Đủ"), ClusterStream);
        bool IsMember(string day) => complete.Context.MembersOn(Id, Day(day)).Contains(Hue);
        Assert.True(IsMember("2020-12-31") && IsMember("2021-07-01"));
        Assert.False(IsMember("2021-01-01") || IsMember("2022-06-01"));
    }

    [Fact]
    public void A_unit_is_that_of_the_city_that_joins_or_leaves()
    {
        Assert.Equal("unit.cityId", Assert.Single(
            new MemberJoined(PoliceOf(DaNang), Hue, Day("2021-01-01"), null).Errors()).Field);
        Assert.Equal("unit.cityId", Assert.Single(
            new MemberLeft(PoliceOf(DaNang), CanTho, Day("2021-01-01"), null).Errors()).Field);
        Assert.Empty(new MemberLeft(PoliceOf(CanTho), CanTho, Day("2021-01-01"), null).Errors());
        Assert.Empty(new MemberLeft(new("Công an", null), CanTho, Day("2021-01-01"), null).Errors());
    }

    private static Activity Join(CityId city, string day) =>
        new MemberJoined(PoliceOf(city), city, Day(day), null).Of("2022-07-29");

    private static Activity Leave(CityId city, string day) =>
        new MemberLeft(PoliceOf(city), city, Day(day), null).Of("2022-07-29");
}
