using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Sources;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>What a recorder of Đà Nẵng may not say about others, whatever it names in <c>cityIds</c>.</summary>
public sealed class OthersFactsTests
{
    private const string Conference = "meeting/conference";

    /// <summary>A conference of the cluster, held at Cần Thơ, and a drive of its campaign. Hải Phòng leads.</summary>
    private static readonly History Held = Established
        .Given(new LeadershipAssigned(2022, HaiPhong, null, LeadershipMode.Elected).OfAll("2022-01-10"), ClusterStream)
        .Given(new DriveOpened("Cao điểm", Day("2022-07-01"), Day("2022-09-02")).OfAll("2022-07-01"), EditionStream)
        .Given(Meeting(CanTho).OfAll(), Conference);

    public static TheoryData<string, Activity, string?> Facts => new()
    {
        { "an inspection by another", new CrossInspectionConducted(HaNoi, HoChiMinh).Of(DaNang), null },
        { "a pact of others", new PactSigned([HaNoi, HoChiMinh], null, null).Of(DaNang), EditionStream },
        {
            "the cluster's drive",
            new DriveClosed("Cao điểm", Day("2022-07-01"), Day("2022-09-02")).Of(DaNang), EditionStream
        },
        { "the campaign's priorities", new PrioritiesSet(["x"], "2022").Of(DaNang), EditionStream },
        {
            "the campaign's review",
            new CampaignReviewed(new(Day("2022-01-01"), Day("2022-06-30")), ReviewKind.MidYear, null).Of(DaNang),
            EditionStream
        },
        { "a meeting hosted by another", Meeting(CanTho).Of(DaNang), null },
        {
            "a directive issued by another",
            new DirectiveIssued(PoliceOf(HaNoi), DirectiveBasis.Plan, null, null, "Việc", [DaNang], null, null)
                .Of(DaNang),
            null
        },
        { "others at a tribute", new FlowersOffered("x", "y", [CanTho, HaNoi], null).Of(DaNang), null },
        {
            "a tribute at another's meeting",
            new FlowersOffered("x", "y", [CanTho], StreamKey.Parse(Conference)).Of(),
            null
        },
        { "a general's remarks", new RemarksDelivered(Officer, RemarksKind.Guiding, "x").Of(DaNang), Conference },
        { "the own final score", new ScoreFinalised(DaNang, 1, 100, 100).Of(), null },
        {
            "the own award",
            new CommendationAwarded(DaNang, "Cờ thi đua của Chính phủ", "Chính phủ", "1/QĐ", Day("2022-07-01")).Of(),
            null
        },
        { "the own nomination", new UnitNominated(DaNang, "Cờ thi đua", 5).Of(), null },
        { "a source of the conference", new SourceAttached(null, "x", null, null, null, null).Of(DaNang), Conference },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Nobody_states_facts_about_others(string what, Activity fact, string? on)
    {
        Assert.NotEmpty(what);
        NotAllowed(Held.When(fact, on, OfDaNang));
    }

    [Fact]
    public void The_unit_that_leads_speaks_for_the_cluster_in_its_year_and_not_before()
    {
        var pact = new PactSigned([CanTho, DaNang], null, null);

        Held.When(pact.Of(), EditionStream, OfHaiPhong).Accepted();
        NotAllowed(Established.When(pact.Of(), EditionStream, OfHaiPhong));
        NotAllowed(Held.When(pact.Of("2021-12-31"), EditionStream, OfHaiPhong));
        // A date that is known to the year is one of this year alone.
        Held.When(pact.Of("2022-01-01").Known(Precision.Year), EditionStream, OfHaiPhong).Accepted();
    }

    [Fact]
    public void The_lead_changes_with_a_handover_which_is_not_the_new_leads_to_undo()
    {
        var handed = Held.Given(new LeadershipHandedOver(HaiPhong, DaNang, 2022).OfAll("2022-06-01"), ClusterStream);
        var launched = Launch("Vì trẻ thơ", 2022);
        var handover = handed.Last(ClusterStream);

        NotAllowed(handed.When(launched.OfAll(), by: OfHaiPhong));
        handed.When(launched.OfAll(), by: OfDaNang).Accepted();
        handed.When(launched.OfAll("2022-05-31"), by: OfHaiPhong).Accepted();
        NotAllowed(handed.When(new EntryRetracted(handover, "x"), ClusterStream, OfDaNang));
        handed.When(new EntryRetracted(handover, "x"), ClusterStream, OfHaiPhong).Accepted();
    }

    [Fact]
    public void The_lead_finalises_no_score_and_awards_nothing_of_its_own_and_speaks_for_no_other_unit()
    {
        NotAllowed(Held.When(new ScoreFinalised(HaiPhong, 1, 100, 100).Of(), by: OfHaiPhong));
        Held.When(new ScoreFinalised(HaiPhong, 1, 100, 100).Of(), by: Office).Accepted();
        NotAllowed(Held.When(new DirectiveIssued(
            PoliceOf(HaNoi), DirectiveBasis.Plan, null, null, "Việc", [DaNang], null, null).OfAll(), by: OfHaiPhong));
        NotAllowed(Held.When(new ScoreSubmitted(DaNang, 1, 9, 10).OfAll(), by: OfHaiPhong));
    }

    [Fact]
    public void The_host_records_its_meeting_its_remarks_and_the_tributes_that_go_with_it()
    {
        var remarks = new RemarksDelivered(Officer, RemarksKind.Opening, null);

        Established.When(Meeting(CanTho).OfAll(), by: OfCanTho).Accepted();
        Held.When(remarks.OfAll(), Conference, OfCanTho).Accepted();
        Held.When(new FlowersOffered("x", "y", Members, StreamKey.Parse(Conference)).OfAll(), by: OfCanTho).Accepted();
        Held.When(new SourceAttached(null, "x", null, null, null, null).Of(), Conference, OfCanTho).Accepted();
        NotAllowed(Held.When(new CampaignReviewed(
            new(Day("2022-01-01"), Day("2022-06-30")), ReviewKind.MidYear, StreamKey.Parse(Conference)).OfAll(),
            EditionStream, OfCanTho));
        NotAllowed(Held.When(new EntryCorrected(Held.Last(Conference),
            [Corrected.Change("hostUnit", PoliceOf(CanTho), PoliceOf(DaNang))], "x"), Conference, OfCanTho));
        // Whose meeting was retracted is no host any more.
        var retracted = Held.Given(new EntryRetracted(Held.Last(Conference), "x"), Conference);
        NotAllowed(retracted.When(
            new FlowersOffered("x", "y", Members, StreamKey.Parse(Conference)).OfAll(), by: OfCanTho));
    }

    [Fact]
    public void Whoever_took_part_in_a_meeting_of_cities_records_its_own_remarks_and_sources()
    {
        var held = Established.Given(Meeting(CanTho).Of(CanTho, DaNang), Conference);
        var remarks = new RemarksDelivered(Officer, RemarksKind.Other, null);

        held.When(remarks.Of(DaNang), Conference, OfDaNang).Accepted();
        held.When(new SourceAttached(null, "x", null, null, null, null).Of(DaNang), Conference, OfDaNang).Accepted();
        NotAllowed(held.When(remarks.Of(CanTho), Conference, OfDaNang));
        NotAllowed(held.When(remarks.Of(HaiPhong), Conference, OfHaiPhong), "not-your-stream");
    }

    [Fact]
    public void Whoever_acts_is_obliged_or_judged_is_among_the_cities()
    {
        Held.When(new CrossInspectionConducted(CanTho, DaNang).Of(CanTho)).RejectedWith("city-left-out", "cityIds");
        Held.When(new DirectiveIssued(PoliceOf(HaNoi), DirectiveBasis.Plan, null, null, "Việc", [DaNang], null, null)
            .Of(DaNang)).RejectedWith("city-left-out", "cityIds");
        Held.When(new ScoreSubmitted(CanTho, 1, 9, 10).Of(DaNang)).RejectedWith("city-left-out", "cityIds");

        var issued = Held.When(new DirectiveIssued(
            PoliceOf(HaNoi), DirectiveBasis.Plan, null, null, "Việc", [DaNang], null, null).Of());
        Assert.Equal([HaNoi, DaNang], issued.Batch.Accepted[0].Activity.CityIds!);
    }

    [Fact]
    public void A_new_stream_has_no_key_that_begins_with_that_of_another_city()
    {
        var gifts = new CommunityActivityHeld("Tặng quà", null).Of(DaNang);

        NotAllowed(Held.When(gifts, "community/can-tho", OfDaNang), "not-your-stream");
        NotAllowed(Held.When(gifts, "community/can-tho-2022", OfDaNang), "not-your-stream");
        Held.When(gifts, "community/da-nang-2022", OfDaNang).Accepted();
        Held.When(gifts, "community/can-thoa", OfDaNang).Accepted();
        Held.When(gifts, "community/can-tho-2022", Office).Accepted();
    }

    [Fact]
    public void A_new_stream_has_no_key_that_is_derived_from_the_recording_of_another()
    {
        var gifts = new CommunityActivityHeld("Tặng quà", null);
        var awaited = Held.DraftOf(gifts.Of(CanTho), by: OfCanTho);
        var key = $"community/{awaited.ActivityId}";

        NotAllowed(Held.When(gifts.Of(DaNang), key, OfDaNang), "not-your-stream");
        Held.When(awaited with { Stream = StreamKey.Parse(key) }).Accepted();
        Held.When(gifts.Of(DaNang), "community/019a2278-3436-7479-a051-b71bbdbd8dcb", OfDaNang).Accepted();
        Held.When(gifts.Of(DaNang), key, Office).Accepted();
    }

    private static MeetingHeld Meeting(CityId host) =>
        new(MeetingKind.MidYearReview, "Hội trường", PoliceOf(host), null, null);

    private static void NotAllowed(Decided decided, string code = "not-your-city")
    {
        decided.RejectedWith(code);
        Assert.Equal(RejectionKind.NotAllowed, decided.Rejections[0].Kind);
    }
}
