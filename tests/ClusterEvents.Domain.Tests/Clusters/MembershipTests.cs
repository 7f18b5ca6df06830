using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Clusters;

public sealed class MembershipTests
{
    private static readonly DateOnly First = Day("2021-01-01");

    private static readonly Gen<Activity> Steps =
        from city in Gen.Elements(Hue, Hue, CanTho)
        from days in Gen.Choose(0, 12)
        from joins in Gen.Elements(true, false)
        select joins ? Join(city, First.AddDays(days)) : Leave(city, First.AddDays(days));

    [Fact]
    public void Who_joins_is_a_member_from_that_day_and_who_leaves_is_none_from_that_day() =>
        Check.Sequences(Steps, AreMembersFromThatDayOn, longest: 8, count: 50);

    [Fact]
    public void A_leaving_on_record_is_not_moved_by_a_second_one()
    {
        var left = Established.Given(Leave(CanTho, Day("2022-07-30")), ClusterStream);

        var earlier = left.When(Leave(CanTho, Day("2022-06-01")), ClusterStream);
        earlier.RejectedWith("city-not-a-member", "effectiveOn");
        Assert.Equal(left.Last(ClusterStream), ((NamedEntry)earlier.Rejections[0].Fault["entry"]!).ActivityId);
        left.When(Leave(CanTho, Day("2022-07-30")), ClusterStream).RejectedWith("city-not-a-member", "effectiveOn");
        left.When(Leave(CanTho, Day("2022-09-01")), ClusterStream).RejectedWith("city-not-a-member", "effectiveOn");
        Established.When(Leave(Hue, Day("2022-06-01")), ClusterStream).RejectedWith("city-not-a-member", "effectiveOn");
    }

    [Fact]
    public void A_membership_recorded_for_an_earlier_day_runs_until_the_next_one_begins()
    {
        var joined = Established.Given(Join(Hue, Day("2022-01-01")), ClusterStream)
            .Given(Leave(Hue, Day("2022-03-01")), ClusterStream).Given(Join(Hue, Day("2021-06-01")), ClusterStream);

        Assert.Contains(Hue, joined.Context.MembersOn(Id, Day("2021-06-01")));
        Assert.DoesNotContain(Hue, joined.Context.MembersOn(Id, Day("2021-05-31")));
        Assert.Contains(Hue, joined.Context.MembersOn(Id, Day("2022-02-28")));
        Assert.DoesNotContain(Hue, joined.Context.MembersOn(Id, Day("2022-03-01")));
    }

    [Fact]
    public void A_city_that_left_and_one_that_has_not_joined_take_part_as_guests_only()
    {
        var held = new Domain.Community.CommunityActivityHeld("Tặng quà", null);

        Established.When(held.Of("2022-07-29", CanTho, Hue)).RejectedWith("city-not-a-member", "cityIds");
        Established.When(held.Of("2019-12-31", CanTho)).RejectedWith("city-not-a-member", "cityIds");
        Established.Given(held.Of("2022-07-29", CanTho) with { GuestCityIds = [Hue] });
        Established.When(held.Of("2022-07-29", CanTho) with { GuestCityIds = [Unregistered] })
            .RejectedWith("unknown-city", "guestCityIds");
    }

    [Fact]
    public void Who_is_refused_as_no_member_is_told_since_when_it_is_none()
    {
        var left = Established.Given(Leave(CanTho, Day("2022-07-30")), ClusterStream)
            .Given(Leave(DaNang, Day("2099-01-01")), ClusterStream);
        object? UntilOf(CityId city, string day) =>
            left.When(Gifts.Of(day, city)).Rejections.Single(one => one.Code == "city-not-a-member").Fault["until"];

        foreach (var day in new[] { "2022-07-30", "2022-07-31" }) Assert.Equal(Day("2022-07-30"), UntilOf(CanTho, day));
        Assert.Null(UntilOf(Hue, "2022-07-30"));
        var cluster = left.State<Cluster>(ClusterStream);
        Assert.Equal([null, Day("2022-07-30")],
            new[] { "2022-07-29", "2022-07-30" }.Select(day => cluster.LeftOn(CanTho, Day(day))));
    }

    [Theory]
    [InlineData(Precision.Day, "Từ ngày 01/01/2022", "From 2022-01-01")]
    [InlineData(Precision.OnOrBefore, "Muộn nhất từ ngày 01/01/2022", "On or before 2022-01-01")]
    public void It_is_said_whether_the_day_of_joining_is_known(Precision precision, string vietnamese, string english)
    {
        var joined = new MemberJoined(PoliceOf(Hue), Hue, Day("2022-01-01"), null) { Precision = precision };

        Assert.Equal(vietnamese, AddMember.Type.Describe(joined, Language.Vietnamese).Summary);
        Assert.Equal(english, AddMember.Type.Describe(joined, Language.English).Summary);
    }

    [Fact]
    public void Who_leaves_on_the_day_of_joining_was_no_member_and_nothing_changes()
    {
        var cluster = Established.Given(Join(Hue, First), ClusterStream).State<Cluster>(ClusterStream);

        Assert.Same(cluster, Cluster.Apply(cluster, Leave(Hue, First)));
    }

    [Fact]
    public void Without_members_on_a_day_nothing_can_be_said_of_all_of_them()
    {
        var held = new Domain.Community.CommunityActivityHeld("Tặng quà", null);

        Established.When(held.OfAll("2019-12-31")).RejectedWith("no-members-on-that-day", "occurredOn");
        Established.When(held.OfAll() with { CityIds = [CanTho] })
            .RejectedWith("cities-are-not-the-members", "cityIds");
        Established.Given(held.OfAll() with { CityIds = [.. Members.Reverse()] });
        Established.When(held.OfAll() with { OccurredOn = null, Precision = Precision.Unknown })
            .RejectedWith("invalid-request", "occurredOn");
        Established.When(held.OfAll() with { ClusterId = "cum-9" }).RejectedWith("unknown-cluster", "clusterId");
    }

    [Fact]
    public void A_membership_that_was_retracted_was_none()
    {
        var joined = Established.Given(Join(Hue, First), ClusterStream);
        var retracted = joined.Given(new EntryRetracted(joined.Last(ClusterStream), "Nhầm"), ClusterStream);

        Assert.DoesNotContain(Hue, retracted.Context.MembersOn(Id, First));
        var again = retracted.Given(Join(Hue, First), ClusterStream);
        again.When(new EntryReinstated(joined.Last(ClusterStream), "Đúng"), ClusterStream)
            .RejectedWith("already-a-member", "effectiveOn");
    }

    private static void AreMembersFromThatDayOn(Activity[] steps)
    {
        var record = Established;
        foreach (var step in steps)
        {
            var decided = record.When(step, ClusterStream);
            var (city, day) = step is MemberJoined joined
                ? (joined.CityId, joined.EffectiveOn) : (((MemberLeft)step).CityId, ((MemberLeft)step).EffectiveOn);
            bool IsMember(History one, DateOnly on, CityId of) => one.Context.MembersOn(Id, on).Contains(of);

            Assert.All(decided.Rejections, rejection => Assert.Equal(step is MemberJoined
                ? "already-a-member" : "city-not-a-member", rejection.Code));
            if (step is MemberJoined) Assert.Equal(decided.IsAccepted, !IsMember(record, day, city));
            if (step is MemberLeft && !IsMember(record, day, city)) Assert.False(decided.IsAccepted);
            if (decided.IsAccepted) Assert.Equal(step is MemberJoined, IsMember(decided.After, day, city));
            foreach (var other in Enumerable.Range(-1, 15).Select(days => First.AddDays(days)))
            {
                var before = record.Context.MembersOn(Id, other);
                var members = decided.After.Context.MembersOn(Id, other);
                // What is recorded from a day on says nothing of the days before, or of other cities.
                foreach (var one in Members.Append(Hue).Where(one => one != city || other < day))
                    Assert.Equal(before.Contains(one), members.Contains(one));
                Assert.Equal(members.Distinct().OrderBy(one => one.Value, StringComparer.Ordinal), members);
            }

            record = decided.After;
        }
    }

    private static Activity Join(CityId city, DateOnly day) =>
        new MemberJoined(PoliceOf(city), city, day, null).Of("2022-07-29");

    private static Activity Leave(CityId city, DateOnly day) =>
        new MemberLeft(PoliceOf(city), city, day, null).Of() with
        {
            // On which day it was decided is not known, only from which day on it holds.
            OccurredOn = null,
            Precision = Precision.Unknown,
        };
}
