using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Targets;
using Xunit;
using static ClusterEvents.Domain.Tests.Directives.DirectiveTests;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>
/// Which cities an entry is about: all that act or are obliged, and all of the thing that it is added to.
/// </summary>
public sealed class CitiesOfEntryTests
{
    private const string Stream = "directive/one";

    [Fact]
    public void Whoever_acts_or_is_obliged_is_among_the_cities()
    {
        Activity[] about =
        [
            Issue("2022-08-31"), new CrossInspectionConducted(CanTho, DaNang),
            new FlowersOffered("x", "y", [CanTho, DaNang], null), new PactSigned([CanTho, DaNang], null, null),
            new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null),
            new MeetingScheduled(MeetingKind.Other, Day("2022-12-20"), "x", PoliceOf(CanTho)),
            new LeadershipAssigned(2022, CanTho, HaNoi, LeadershipMode.Elected),
            new LeadershipHandedOver(CanTho, HaNoi, 2022), new ScoreSubmitted(CanTho, 1, 1, 2),
            new TargetSet(CanTho, "x", TargetOperator.Equal, 1, TargetUnit.Count, null, Day("2022-12-01")),
        ];
        foreach (var activity in about)
        {
            var on = activity switch
            {
                PactSigned => EditionStream,
                LeadershipAssigned or LeadershipHandedOver => ClusterStream,
                _ => null,
            };
            var one = activity with { OccurredOn = Day("2022-07-29"), ClusterId = Id, Scope = Scope.City };

            var faults = Established.Faults(one with { CityIds = [DaNang] }, on);
            Assert.Contains(faults, fault => fault is ("city-left-out" or "invalid-request", "cityIds"));
        }

        var filled = Established.Given(
            Issue("2022-08-31") with { Scope = Scope.City, CityIds = null }, Stream)[Stream].Entries[0].Activity;
        Assert.Equal([CanTho, DaNang], filled.CityIds!);
        // A host may be a guest; whoever is obliged may not.
        Activity hosted = new MeetingHeld(MeetingKind.Other, "x", PoliceOf(Hue), null, null).Of(CanTho);
        Assert.Empty(Established.Faults(hosted with { GuestCityIds = [Hue] }));
        Assert.NotEmpty(Established.Faults(hosted));
        var toHue = (DirectiveIssued)Issue(null) with { Addressees = [Hue] };
        Assert.NotEmpty(Established.Faults(
            toHue with { Scope = Scope.City, CityIds = [CanTho], GuestCityIds = [Hue] }));
    }

    public static TheoryData<string, Activity, Activity> Wholes => new()
    {
        { "directive/whole", IssueToCities("2022-12-31"), new DirectiveRevoked("Thay thế", null) },
        { "directive/whole", IssueToCities("2022-12-31"), new DirectiveAmended(Day("2022-12-30"), "Lùi", null) },
        { "meeting/whole", Plan(), new MeetingPostponed(null, "Bão") },
        { "meeting/whole", Plan(), new MeetingCancelled("Bão") },
        {
            "target/whole", Set(),
            new TargetRevised(null, "Vụ", TargetOperator.AtMost, 9, TargetUnit.Cases, null, Day("2022-12-31"))
        },
    };

    [Theory]
    [MemberData(nameof(Wholes))]
    public void What_ends_or_changes_a_thing_is_wherever_it_began(string stream, Activity opening, Activity end)
    {
        var begun = Established.Given(opening.Of(CanTho, DaNang), stream);

        Assert.Equal([CanTho, DaNang], Last(begun.Given(end.Of("2022-08-15"), stream), stream).CityIds);
        begun.When(end.Of("2022-08-15", CanTho), stream).RejectedWith("city-left-out", "cityIds");
        Assert.Equal([CanTho, DaNang, HaNoi],
            Last(begun.Given(end.Of("2022-08-15", CanTho, DaNang, HaNoi), stream), stream).CityIds);
        Assert.Equal(Members.OrderBy(city => city.Value, StringComparer.Ordinal),
            Last(begun.Given(end.OfAll("2022-08-15"), stream), stream).CityIds!);
    }

    [Fact]
    public void A_revocation_reaches_an_addressee_that_has_left_the_cluster()
    {
        var left = Established.Given(IssueToCities("2022-12-31"), Stream)
            .Given(new MemberLeft(PoliceOf(DaNang), DaNang, Day("2022-10-01"), null).Of("2022-10-01"), ClusterStream);

        var revoked = new DirectiveRevoked("Thay thế", null);
        Assert.Equal([CanTho, DaNang], Last(left.Given(revoked.Of("2022-11-01"), Stream), Stream).CityIds);
        Assert.Contains(DaNang, Last(left.Given(revoked.OfAll("2022-11-01"), Stream), Stream).CityIds!);
    }

    private static TargetSet Set() =>
        new TargetSet(null, "Vụ", TargetOperator.AtMost, 10, TargetUnit.Cases, null, Day("2022-12-31"));

    private static Activity Last(History history, string stream) => history[stream].Entries[^1].Activity;
}
