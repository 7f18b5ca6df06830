using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>What a refused recorder is told: whose it is, and to whom to turn.</summary>
public sealed class ToldRefusalTests
{
    private static readonly Recorder OfNone = new("none", false, new HashSet<string>());

    private static readonly History Led = Established.Given(
        new LeadershipAssigned(2022, HaiPhong, null, LeadershipMode.Elected).OfAll("2022-01-10"), ClusterStream);

    [Fact]
    public void The_cities_of_others_are_told_beside_the_own_ones()
    {
        Told(Led.When(Gifts.Of(CanTho, HaNoi, DaNang, HoChiMinh), by: OfBoth), "not-your-city", "not-your-city",
            ("own", new[] { CanTho, DaNang }), ("city", new[] { HaNoi, HoChiMinh }));
        Told(Led.When(Gifts.Of(HaNoi), by: OfNone), "not-your-city", "no-city-of-yours", ("city", new[] { HaNoi }));
        // One peer inspects another: only who acts is asked for.
        Told(Led.When(new CrossInspectionConducted(HaNoi, HoChiMinh).Of(), by: OfCanTho), "not-your-city",
            "not-your-city", ("own", new[] { CanTho }), ("city", new[] { HaNoi }));
    }

    [Fact]
    public void Who_leads_that_year_is_told_where_it_is_on_record()
    {
        Told(Led.When(Gifts.OfAll(), by: OfCanTho), "not-your-city", "needs-the-cluster",
            ("year", 2022), ("lead", HaiPhong));
        Told(Established.When(Gifts.OfAll(), by: OfCanTho), "not-your-city", "needs-the-cluster");
        // What only the cluster says is not a matter of whose city it names.
        Told(Led.When(new UnitNominated(CanTho, "Cờ thi đua", null).Of(), by: OfDaNang), "not-your-city",
            "needs-the-cluster", ("year", 2022), ("lead", HaiPhong));
        Told(Led.When(new CityRenamed("x", null, Day("2022-07-29"), "y").Of(), "city/can-tho", OfCanTho),
            "not-your-city", "needs-the-office");
    }

    [Fact]
    public void Nobody_judges_itself_and_is_told_what_it_may_not()
    {
        Told(Led.When(new ScoreFinalised(HaiPhong, 1, 9, 10).Of(), by: OfHaiPhong), "not-your-city", "not-your-own",
            ("city", new[] { HaiPhong }), ("what", new Deed("evaluation")));
        Told(Led.When(new CommendationAwarded(
                HaiPhong, "Cờ thi đua của Chính phủ", "Chính phủ", "1/QĐ", Day("2022-07-01")).Of(), by: OfHaiPhong),
            "not-your-city", "not-your-own", ("city", new[] { HaiPhong }), ("what", new Deed("commendation")));
    }

    [Fact]
    public void The_thing_that_is_not_theirs_is_told()
    {
        var record = Led
            .Given(Planned(CanTho).OfAll(), "meeting/a").Given(Planned(HaNoi).Of(), "meeting/b");
        var postponed = new MeetingPostponed(null, "Bão");

        Told(record.When(postponed.OfAll(), "meeting/a", OfDaNang), "not-your-city", "needs-all-concerned",
            ("entry", StreamKey.Parse("meeting/a")));
        Told(record.When(postponed.Of(DaNang), "meeting/b", OfDaNang), "not-your-stream", "not-your-thing",
            ("entry", StreamKey.Parse("meeting/b")));
        Told(record.When(new CampaignConcluded(null).Of(CanTho), EditionStream, OfCanTho), "not-your-city",
            "needs-all-concerned", ("entry", StreamKey.Parse(EditionStream)));
    }

    [Fact]
    public void A_key_is_that_of_no_other_city_and_begins_with_the_own_where_a_name_gives_it()
    {
        Told(Led.When(Gifts.Of(DaNang), "community/can-tho-2022", OfDaNang), "not-your-stream", "key-of-another-city",
            ("value", "can-tho-2022"), ("city", CanTho));
        Told(Led.When(Gifts.Of(DaNang), "community/can-tho", OfDaNang), "not-your-stream", "key-of-another-city",
            ("value", "can-tho"), ("city", CanTho));
        Led.When(Gifts.Of(DaNang), "community/can-thoi", OfDaNang).Accepted();
        Led.When(Gifts.Of(DaNang), "community/da-nang-2022", OfDaNang).Accepted();
        Led.When(Gifts.Of(CanTho), "community/da-nang-2022", OfBoth).Accepted();

        Told(Led.When(Gifts.Of(DaNang), $"community/{Id}-2022", OfDaNang), "not-your-stream", "key-without-own-city",
            ("value", $"{Id}-2022"), ("example", $"da-nang-{Id}-2022"));
        Told(Led.When(Launch("Vì trẻ thơ", 2022).Of(DaNang), "campaign/vi-tre-tho-2022", OfDaNang), "not-your-stream",
            "key-without-own-city", ("value", "vi-tre-tho-2022"), ("example", "da-nang-vi-tre-tho-2022"));
        Led.When(Launch("Vì trẻ thơ", 2022).Of(DaNang), "campaign/da-nang-vi-tre-tho-2022", OfDaNang).Accepted();
        Led.When(Launch("Vì trẻ thơ", 2022).Of(HaiPhong), "campaign/vi-tre-tho-2022", OfHaiPhong).Accepted();
        Led.When(Launch("Vì trẻ thơ", 2022).OfAll(), $"campaign/{Id}-vi-tre-tho", OfHaiPhong).Accepted();
    }

    [Fact]
    public void A_source_of_another_is_told_with_the_own_one()
    {
        var draft = Led.DraftOf(Gifts.Of(CanTho), by: OfCanTho) with { Source = "/cities/da-nang" };

        Told(Led.When(draft), "not-your-source", "not-your-source",
            ("value", "/cities/da-nang"), ("own", "/recorders/can-tho-office"));
    }

    [Fact]
    public void A_key_that_another_recording_gives_is_told()
    {
        var awaited = Led.DraftOf(Gifts.Of(CanTho), by: OfCanTho).ActivityId.ToString();

        Told(Led.When(Gifts.Of(DaNang), $"community/{awaited}", OfDaNang), "not-your-stream",
            "key-of-another-recording", ("value", awaited));
    }

    private static MeetingScheduled Planned(CityId host) =>
        new(MeetingKind.Other, Day("2022-12-20"), "x", PoliceOf(host));

    /// <summary>Demands one refusal with this code, whose fault is this with these values and no others.</summary>
    private static void Told(Decided decided, string code, string fault, params (string Name, object Value)[] values)
    {
        decided.RejectedWith(code);
        var rejection = decided.Rejections[0];
        Assert.Equal((RejectionKind.NotAllowed, fault), (rejection.Kind, rejection.Fault.Code));
        Assert.Equal(values.Select(value => (value.Name, RecordJson.Write(ArgumentText.Json(value.Value)))),
            rejection.Fault.Arguments.Select(value => (value.Name, RecordJson.Write(ArgumentText.Json(value.Value)))));
    }
}
