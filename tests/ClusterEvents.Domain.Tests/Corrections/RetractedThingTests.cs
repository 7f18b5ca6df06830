using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Sources;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Corrections;

/// <summary>Nobody records on, or names, what was retracted.</summary>
public sealed class RetractedThingTests
{
    private const string Meeting = "meeting/one";

    [Fact]
    public void What_was_retracted_is_not_there_for_anyone()
    {
        var retracted = Established.Given(
            new EntryRetracted(Established[EditionStream].Entries[0].ActivityId, "Nhầm"), EditionStream);
        retracted.When(Gifts.Of(CanTho) with { CampaignIds = [Edition] })
            .RejectedWith("unknown-campaign", "campaignIds");
        retracted.When(new PrioritiesSet(["x"], "y").OfAll(), EditionStream).RejectedWith("campaign-retracted");

        var without = Established.Given(
            new EntryRetracted(Established["city/hue"].Entries[0].ActivityId, "Nhầm"), "city/hue");
        Assert.Contains("unknown-city",
            without.When(Merge(CanTho, Hue), "city/can-tho").Rejections.Select(one => one.Code));
        without.When(Merge(Hue, HaNoi), "city/hue").RejectedWith("city-retracted");
        without.When(Gifts.Of(CanTho) with { GuestCityIds = [Hue] }).RejectedWith("unknown-city", "guestCityIds");

        // A city that was merged into one whose registration is retracted is merged into none.
        var merged = Established.Given(Merge(Hue, HaNoi), "city/hue");
        var open = merged.Given(new EntryRetracted(merged["city/hue"].Entries[0].ActivityId, "Nhầm"), "city/hue");
        open.Given(Merge(CanTho, HaNoi), "city/can-tho");
        open.Given(Gifts.Of("2023-02-01", HaNoi));
        var held = Established.Given(Hold("2022-03-15"), Meeting);
        held.Given(new EntryRetracted(held.Last(Meeting), "Nhầm"), Meeting).When(
            new FlowersOffered("x", "y", [CanTho], StreamKey.Parse(Meeting)).Of(CanTho))
            .RejectedWith("unknown-meeting", "relatedTo");
    }

    [Fact]
    public void A_retracted_city_is_among_no_members()
    {
        var joined = Established.Given(
            new MemberJoined(PoliceOf(Hue), Hue, Day("2021-01-01"), null).Of("2021-01-01"), ClusterStream);
        Assert.Contains(Hue, joined.Context.MembersOn(Id, Day("2022-07-29")));

        var retracted = joined.Given(new EntryRetracted(joined.Last("city/hue"), "Ghi nhầm"), "city/hue");
        Assert.DoesNotContain(Hue, retracted.Context.MembersOn(Id, Day("2022-07-29")));
        Assert.DoesNotContain(Hue, Last(retracted.Given(Plan().OfAll(), "meeting/all"), "meeting/all").CityIds!);
    }

    [Fact]
    public void Nothing_but_what_puts_it_right_is_added_to_what_is_retracted()
    {
        var held = Established.Given(Plan().OfAll(), "meeting/gone");
        var gone = held.Given(new EntryRetracted(held.Last("meeting/gone"), "Ghi nhầm"), "meeting/gone");

        gone.When(new SourceAttached("Báo", "Bài", null, null, null, null).Of(CanTho), "meeting/gone")
            .RejectedWith("meeting-retracted");
    }

    private static Activity Hold(string day) =>
        new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).OfAll(day);

    private static Activity Last(History history, string stream) => history[stream].Entries[^1].Activity;
}
