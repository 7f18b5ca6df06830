using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>Cities that take part as guests: they are written about, and neither write nor are written at.</summary>
public sealed class GuestTests
{
    public static TheoryData<Activity> WithGuests => new()
    {
        new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).Of(CanTho),
        new MeetingScheduled(MeetingKind.Other, Day("2022-12-01"), "x", PoliceOf(CanTho)).Of(CanTho),
        new FlowersOffered("x", "y", [CanTho], null).Of(),
        new IncenseOffered("x", "y", [CanTho], null).Of(),
        new MartyrsCemeteryVisited("x", "y", [CanTho], null).Of(),
        Gifts.Of(CanTho),
        new CrossInspectionConducted(CanTho, DaNang).Of(),
    };

    [Theory]
    [MemberData(nameof(WithGuests))]
    public void Meetings_ceremonies_community_activities_and_inspections_have_guests(Activity activity) =>
        Established.When(activity with { GuestCityIds = [Hue] }).Accepted();

    [Fact]
    public void Nothing_else_has_guests_not_even_by_a_correction()
    {
        var assessment = new AssessmentRecorded([new("Hạn chế", "Cần Thơ …", Polarity.Shortfall)]).Of(DaNang);
        var recorded = Established.Given(assessment, EditionStream);

        Established.When(assessment with { GuestCityIds = [CanTho] }, EditionStream, OfDaNang)
            .RejectedWith("guests-not-allowed", "guestCityIds");
        recorded.When(recorded.Last(EditionStream, "guestCityIds", null, new[] { "can-tho" }), EditionStream, OfDaNang)
            .RejectedWith("guests-not-allowed", "guestCityIds");
        Established.When(new ScoreSubmitted(DaNang, 1, 9, 10).Of() with { GuestCityIds = [CanTho] }, by: OfDaNang)
            .RejectedWith("guests-not-allowed", "guestCityIds");
    }

    [Fact]
    public void A_guest_adds_nothing_to_the_stream_of_its_host()
    {
        const string gifts = "community/gifts", meeting = "meeting/one";
        var held = new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).Of(CanTho);
        var recorded = Established.Given(Gifts.Of(CanTho) with { GuestCityIds = [DaNang] }, gifts)
            .Given(held with { GuestCityIds = [DaNang] }, meeting);

        recorded.When(Gifts.Of(DaNang), gifts, OfDaNang).RejectedWith("not-your-stream");
        recorded.When(new RemarksDelivered(Officer, RemarksKind.Other, null).Of(DaNang), meeting, OfDaNang)
            .RejectedWith("not-your-stream");
    }

    [Fact]
    public void A_host_that_is_a_guest_does_not_record_the_meeting() => Established.When(
        new MeetingHeld(MeetingKind.Other, "x", PoliceOf(Hue), null, null).OfAll() with { GuestCityIds = [Hue] },
        by: RecorderOf(Hue)).RejectedWith("not-your-city");

    [Fact]
    public void A_city_that_is_called_a_guest_is_not_made_the_host_by_others()
    {
        Activity held = new MeetingHeld(MeetingKind.Other, "x", PoliceOf(HaNoi), null, null).Of(DaNang),
            planned = new MeetingScheduled(MeetingKind.Other, Day("2022-12-01"), "x", PoliceOf(Hue)).Of(DaNang),
            own = new MeetingHeld(MeetingKind.Other, "x", PoliceOf(DaNang), null, null).Of(DaNang);
        var recorded = Established.Given(own with { GuestCityIds = [HaNoi] }, "meeting/own");

        Established.When(held with { GuestCityIds = [HaNoi] }, by: OfDaNang).RejectedWith("not-your-city");
        Established.When(planned with { GuestCityIds = [Hue] }, by: OfDaNang).RejectedWith("not-your-city");
        recorded.When(recorded.Last("meeting/own", "hostUnit.cityId", "da-nang", "ha-noi"), "meeting/own", OfDaNang)
            .RejectedWith("not-your-city");
        Established.When(held with { GuestCityIds = [HaNoi] }, by: Office).Accepted();
    }

    [Fact]
    public void What_is_said_about_an_entry_has_no_guests()
    {
        var recorded = Established.Given(Gifts.Of(CanTho), "community/gifts");
        var entry = recorded.Last("community/gifts");

        foreach (Activity about in new Activity[]
        {
            new EntryRetracted(entry, "x"), new EntryDisputed(entry, CanTho, "x"),
            recorded.Last("community/gifts", "kind", "Tặng quà", "Tặng sách"),
        })
        {
            recorded.When(about with { GuestCityIds = [Hue] }, "community/gifts", OfCanTho)
                .RejectedWith("guests-not-allowed", "guestCityIds");
            recorded.When(about, "community/gifts", OfCanTho).Accepted();
        }
    }

}
