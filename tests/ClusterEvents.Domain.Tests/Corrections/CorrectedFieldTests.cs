using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Corrections;

/// <summary>What a correction of a field is compared with, and what the corrected entry must agree with.</summary>
public sealed class CorrectedFieldTests
{
    private const string Meeting = "meeting/one";

    [Fact]
    public void A_correction_is_judged_by_what_it_changes_and_not_by_what_was_recorded_since()
    {
        const string stream = "ceremony/one";
        Activity flowers = new FlowersOffered("Bác Hồ", "Nha", [DaNang], null).Of("2022-05-05", DaNang);
        var offered = Established.Given(flowers with { CampaignIds = [Edition] }, stream)
            .Given(new MemberLeft(PoliceOf(DaNang), DaNang, Day("2022-04-01"), null).Of("2022-03-01"), ClusterStream)
            .Given(new CampaignConcluded(null).OfAll("2022-05-01"), EditionStream);

        offered.Given(offered.Last(stream, "place", "Nha", "Nhà lưu niệm"), stream);
        // What it changes is judged by all that is on record.
        offered.Given(offered.Last(stream, "occurredOn", "2022-05-05", "2022-03-05"), stream);
        Assert.All(offered.When(offered.Last(stream, "occurredOn", "2022-05-05", "2022-05-06"), stream).Rejections,
            rejection => Assert.Equal("city-not-a-member", rejection.Code));
        offered.When(offered.Last(stream, "guestCityIds", null, new[] { "dalat" }), stream)
            .RejectedWith("unknown-city", "guestCityIds");
    }

    [Fact]
    public void Old_is_what_the_entry_shows()
    {
        const string stream = "community/one";
        var recorded = Established.Given(Gifts.Of("2022-07-29", CanTho, DaNang), stream);

        recorded.Given(recorded.Last(stream, "guestCityIds", Array.Empty<string>(), new[] { "hue" }), stream);
        recorded.Given(recorded.Last(stream, "cityIds", new[] { "da-nang", "can-tho" }, new[] { "can-tho" }), stream);
        recorded.When(recorded.Last(stream, "cityIds", new[] { "da-nang" }, new[] { "can-tho" }), stream)
            .RejectedWith("old-value-differs", "changes[0].old");
        string[] turned = ["da-nang", "can-tho"], same = ["can-tho", "da-nang"];
        recorded.When(recorded.Last(stream, "cityIds", turned, same), stream)
            .RejectedWith("nothing-changed", "changes[0].new");
        var guest = recorded.Given(recorded.Last(stream, "guestCityIds", null, new[] { "hue" }), stream);
        var none = guest.Given(recorded.Last(stream, "guestCityIds", new[] { "hue" }, Array.Empty<string>()), stream);
        Assert.Null(none[stream].Entries[0].Activity.GuestCityIds);

        // The order of priorities means something, and each can be named.
        var set = Established.Given(new PrioritiesSet(["một", "hai"], "y").OfAll(), EditionStream);
        set.When(set.Last(EditionStream, "items", new[] { "hai", "một" }, new[] { "ba" }), EditionStream)
            .RejectedWith("old-value-differs", "changes[0].old");
        var corrected = set.Given(set.Last(EditionStream, "items[1]", "hai", "ba"), EditionStream);
        Assert.Equal(["một", "ba"], ((PrioritiesSet)corrected[EditionStream].Entries[^1].Activity).Items);
        set.When(set.Last(EditionStream, "items[2]", null, "ba"), EditionStream)
            .RejectedWith("old-value-differs", "changes[0].field");
    }

    [Fact]
    public void A_refusal_says_what_stands_now()
    {
        var held = Established.Given(
            new MeetingHeld(MeetingKind.Other, "Hội trường", PoliceOf(CanTho), null, 120).Of(CanTho), Meeting);
        Fault FaultOf(string field, object? old, object? @new) =>
            Assert.Single(held.When(held.Last(Meeting, field, old, @new), Meeting).Rejections).Fault;

        var another = FaultOf("venue", "Sân", "Nhà văn hoá");
        Assert.Equal(("value-is-another", "Hội trường"), (another.Code, another["now"]));
        Assert.Equal("120", FaultOf("attendance", 121, 122)["now"]);
        Assert.Equal("value-is-none", FaultOf("chair", new { name = "A" }, new { name = "B" }).Code);
    }

    [Fact]
    public void An_empty_list_that_was_stored_is_no_error_of_a_correction()
    {
        var (id, stream) = (new Guid(1, 0, 0, new byte[8]), StreamKey.Parse(EditionStream));
        var stored = new AssessmentRecorded([new("x", "y", Polarity.Shortfall)])
        {
            OccurredOn = Day("2022-07-29"),
            Scope = Scope.Campaign,
            ClusterId = Id,
            CityIds = [],
            CampaignIds = [Edition],
        };
        var context = Established.Context.With(stream, id, stored, new([], []));

        Assert.Empty(CorrectEntry.Type.Rejections(
            Corrected.Of(id, "occurredOn", "2022-07-29", "2022-07-30"), context[stream].State, context));
    }

    [Fact]
    public void Who_acts_and_the_cities_agree_also_after_a_correction()
    {
        const string stream = "ceremony/one";
        var offered = Established.Given(new FlowersOffered("x", "y", [CanTho], null).Of(CanTho), stream);
        Change cities = Corrected.Change("cityIds", new[] { CanTho }, new[] { DaNang }),
            participants = Corrected.Change("participants", new[] { CanTho }, new[] { DaNang });

        foreach (var half in new[] { cities, participants })
            offered.When(new EntryCorrected(offered.Last(stream), [half], "Nhầm"), stream)
                .RejectedWith("city-left-out", "cityIds");
        offered.Given(new EntryCorrected(offered.Last(stream), [cities, participants], "Nhầm"), stream);
        var held = Established.Given(
            new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).Of(CanTho, DaNang), Meeting);
        held.When(held.Last(Meeting, "cityIds", new[] { CanTho, DaNang }, new[] { DaNang }), Meeting)
            .RejectedWith("city-left-out", "cityIds");
        held.Given(held.Last(Meeting, "hostUnit.cityId", CanTho, DaNang), Meeting);
    }
}
