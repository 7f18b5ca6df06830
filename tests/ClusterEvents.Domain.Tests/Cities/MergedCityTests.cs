using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Targets;
using Xunit;
using static ClusterEvents.Domain.Tests.Directives.DirectiveTests;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Cities;

/// <summary>What a city is from the day on which it was merged into another.</summary>
public sealed class MergedCityTests
{
    private const string Stream = "directive/one";

    [Fact]
    public void A_merged_city_is_no_member_and_is_named_by_nothing_from_that_day_on()
    {
        var merged = Merged("2023-01-01");
        CityId[] left = [.. Members.Where(city => city != HoChiMinh)];

        Assert.Equal(Members, merged.Context.MembersOn(Id, Day("2022-12-31")));
        Assert.Equal(left, merged.Context.MembersOn(Id, Day("2023-01-01")));
        foreach (var (day, all) in new[] { ("2023-02-01", left), ("2022-12-31", Members) })
            Assert.Equal(all, merged.When(Gifts.OfAll(day)).Batch.Accepted.Single().Activity.CityIds!);
        Activity[] naming =
        [
            Gifts.Of("2023-01-01", HoChiMinh), Gifts.Of("2023-01-01", CanTho) with { GuestCityIds = [HoChiMinh] },
            (DirectiveIssued)Issue(null).Of("2023-01-05", CanTho) with
            {
                Scope = Scope.City,
                Addressees = [CanTho, HoChiMinh],
            },
            new FlowersOffered("x", "y", [HoChiMinh], null).Of("2023-01-01", HoChiMinh),
            new MeetingHeld(MeetingKind.Other, "x", PoliceOf(HoChiMinh), null, null).Of("2023-01-01", CanTho),
            new TargetSet(HoChiMinh, "x", TargetOperator.Equal, 1, TargetUnit.Count, null, Day("2023-12-01"))
                .Of("2023-01-01", HoChiMinh),
            new CommendationAwarded(HoChiMinh, "Bằng khen", "Bộ", "1", Day("2023-01-01"))
                .Of("2023-01-01", HoChiMinh),
        ];
        foreach (var activity in naming)
            Assert.Contains("city-merged", merged.When(activity).Rejections.Select(one => one.Code));
        foreach (var (activity, stream) in new (Activity, string)[]
        {
            (new PactSigned([HoChiMinh], null, null).Of("2023-01-01", HoChiMinh), EditionStream),
            (Assign(HoChiMinh, null).Of("2023-01-01", HoChiMinh), ClusterStream),
            (Assign(CanTho, HoChiMinh).Of("2023-01-01", CanTho), ClusterStream),
            (new MemberJoined(PoliceOf(HoChiMinh), HoChiMinh, Day("2023-01-01"), null).Of("2022-12-01"), ClusterStream),
        })
        {
            var decided = merged.When(activity, stream);
            Assert.Contains("city-merged", decided.Rejections.Select(one => one.Code));
            Assert.Equal(CanTho, decided.Rejections[0].Fault["successor"]);
        }

        merged.Given(Gifts.Of("2022-12-31", HoChiMinh));
        merged.Given(Gifts.Of("2023-01-31", HoChiMinh).Known(Precision.OnOrBefore));
        merged.Given(Gifts.Of("2023-06-01", HoChiMinh).Known(Precision.Unknown) with { OccurredOn = null });
        // A month that began before the merger may mean a day before it, a month after it may not.
        Merged("2023-01-15").Given(Gifts.Of("2023-01-20", HoChiMinh).Known(Precision.Month));
        merged.When(Gifts.Of("2023-01-20", HoChiMinh).Known(Precision.Month)).RejectedWith("city-merged", "cityIds");
    }

    [Fact]
    public void What_a_merged_city_still_owes_stays_its_own()
    {
        var issued = Established.Given(Issue("2022-08-31") with { CityIds = null }, Stream)
            .Given(new CitiesMerged(HaNoi, [CanTho], Day("2022-08-15"), "Nghị quyết"), "city/ha-noi");

        var fulfilled = issued.Given(Fulfil(CanTho, "2022-09-05"), Stream);
        Assert.True(fulfilled.State<Directive>(Stream).Of(CanTho)!.Late);
    }

    [Fact]
    public void Mergers_form_no_circle_and_count_from_their_day_on()
    {
        var chain = Established.Given(Merge(CanTho, Hue, "2022-01-01"), "city/can-tho")
            .Given(Merge(HaNoi, CanTho, "2022-06-01"), "city/ha-noi");

        chain.When(Merge(Hue, HaNoi, "2021-12-01"), "city/hue").RejectedWith("mergers-form-a-circle", "predecessors");
        Assert.Contains("mergers-form-a-circle",
            chain.When(Merge(Hue, HaNoi, "2022-12-01"), "city/hue").Rejections.Select(one => one.Code));
        Assert.Contains("mergers-form-a-circle", chain.When(
            new EntryCorrected(chain.Last("city/can-tho"),
            [
                Corrected.Change("predecessors", new[] { Hue }, new[] { Hue, HaNoi }),
                Corrected.Change("cityIds", new[] { CanTho, Hue }, new[] { CanTho, Hue, HaNoi }),
            ], "Thiếu"), "city/can-tho").Rejections.Select(one => one.Code));
        var retracted = chain.Given(new EntryRetracted(chain.Last("city/ha-noi"), "Nhầm"), "city/ha-noi")
            .Given(Merge(Hue, HaNoi, "2021-12-01"), "city/hue");
        Assert.Contains("mergers-form-a-circle", retracted.When(
            new EntryReinstated(chain.Last("city/ha-noi"), "Đúng"), "city/ha-noi").Rejections.Select(one => one.Code));

        // A city does not end before something that is on record of it.
        Established.Given(Merge(CanTho, Hue, "2022-06-01"), "city/can-tho")
            .When(Merge(HaNoi, CanTho, "2022-01-01"), "city/ha-noi").RejectedWith("city-merged", "effectiveOn");
        chain.When(chain.Last("city/ha-noi", "effectiveOn", "2022-06-01", "2021-06-01"), "city/ha-noi")
            .RejectedWith("city-merged", "effectiveOn");

        var planned = Established.Given(Merge(CanTho, HoChiMinh, "2099-01-01"), "city/can-tho");
        planned.Given(Gifts.Of("2023-06-01", HoChiMinh));
        Assert.Equal(Members, planned.Context.MembersOn(Id, History.Today));
        planned.When(Merge(DaNang, HoChiMinh, "2023-01-01"), "city/da-nang")
            .RejectedWith("city-already-merged", "predecessors");
        planned.Given(Merge(HoChiMinh, Hue, "2098-12-31"), "city/ho-chi-minh");
        planned.When(Merge(HoChiMinh, Hue, "2099-01-01"), "city/ho-chi-minh").RejectedWith("city-merged", "successor");
    }

    private static LeadershipAssigned Assign(CityId lead, CityId? deputy) =>
        new(2023, lead, deputy, LeadershipMode.Elected);

    private static History Merged(string day) => Established.Given(Merge(CanTho, HoChiMinh, day), "city/can-tho");
}
