using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;

using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Targets;
using Xunit;
using static ClusterEvents.Domain.Tests.Directives.DirectiveTests;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Findings;

/// <summary>What people were told and was not so, by the number of the finding.</summary>
public sealed class FalseStatesTests
{
    private const string Stream = "directive/one";

    [Theory]
    [InlineData("2022-01-02", "ha-noi", "da-nang")]
    [InlineData("2022-07-01", "ha-noi", "da-nang")]
    [InlineData("2022-08-31", "ha-noi", "da-nang")]
    [InlineData("2022-09-01", "can-tho", "da-nang")]
    [InlineData("2022-12-31", "can-tho", "da-nang")]
    [InlineData("2023-01-03", "can-tho", null)]
    [InlineData("2023-02-01", "hai-phong", null)]
    public void T1_before_a_handover_the_earlier_lead_led(string day, string lead, string? deputy)
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
    public void T2_whoever_acts_or_is_obliged_is_among_the_cities()
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

    [Fact]
    public void T3_the_latest_day_wins_and_not_the_latest_recording()
    {
        var target = Established.Given(new TargetSet(null, "x", TargetOperator.AtLeast, 85, TargetUnit.Percent, null,
            Day("2022-12-01")).Of("2022-01-05", CanTho), "target/one");
        Activity Value(decimal value, string asOf, string day) =>
            new TargetProgressReported(CanTho, value, Day(asOf), null).Of(day, CanTho);
        var reported = target.Given(Value(70, "2022-09-30", "2022-10-05"), "target/one")
            .Given(Value(20, "2022-03-31", "2022-04-05"), "target/one")
            // Reported late, of an earlier day still.
            .Given(Value(10, "2022-02-28", "2022-11-01"), "target/one").State<Target>("target/one").Of(CanTho)!;
        Assert.Equal((70, Day("2022-09-30")), (reported.LastValue, reported.LastAsOf));

        Activity Percent(int percent, string day) =>
            new DirectiveProgressReported(CanTho, percent, $"{percent}").Of(day, CanTho);
        var directive = Issued(null).Given(Percent(80, "2022-11-01"), Stream).Given(Percent(30, "2022-08-01"), Stream)
            .State<Directive>(Stream).Of(CanTho)!;
        Assert.Equal((80, "80"), (directive.Percent, directive.LastNote));
    }

    [Fact]
    public void T4_history_is_completed_afterwards_and_late_compares_with_the_due_day_that_holds_in_the_end()
    {
        var fulfilled = Issued("2022-08-31").Given(Fulfil(CanTho, "2022-11-01"), Stream);
        Assert.True(Of(fulfilled, CanTho).Late);
        Assert.False(Of(fulfilled.Given(Amend("2022-12-31", "2022-08-15"), Stream), CanTho).Late);

        var closed = fulfilled.Given(Fulfil(DaNang, "2022-10-01"), Stream);
        var amended = closed.Given(Amend("2022-10-15", "2022-08-15"), Stream)
            .Given(Acknowledge(CanTho, "2022-08-02"), Stream)
            .Given(new DirectiveProgressReported(DaNang, 50, "x").Of("2022-09-01", DaNang), Stream);
        var (late, inTime) = (Of(amended, CanTho), Of(amended, DaNang));
        Assert.Equal((true, true, AddresseeStatus.Fulfilled), (late.Late, late.Acknowledged, late.Status));
        Assert.Equal((false, 50, AddresseeStatus.Fulfilled), (inTime.Late, inTime.Percent, inTime.Status));
        closed.When(Amend("2022-12-31", "2022-11-02"), Stream).RejectedWith("directive-closed");
        closed.When(Acknowledge(CanTho, "2022-11-02"), Stream).RejectedWith("directive-fulfilled", "city");

        var revoked = Issued("2022-08-31").Given(Revoke("2022-08-20"), Stream);
        revoked.Given(Acknowledge(CanTho, "2022-08-19"), Stream).Given(Fulfil(CanTho, "2022-08-19"), Stream);
        revoked.When(Acknowledge(CanTho, "2022-08-21"), Stream).RejectedWith("directive-revoked");
        var contradicted = fulfilled.When(Revoke("2022-10-31"), Stream);
        contradicted.RejectedWith("directive-revoked");
        Assert.Equal(fulfilled.Last(Stream), ((NamedEntry)contradicted.Rejections[0].Fault["entry"]!).ActivityId);
    }

    [Fact]
    public void T5_the_program_takes_back_the_flags_that_did_not_hold_and_names_the_cause()
    {
        var flagged = Issued("2022-08-31");
        foreach (var draft in OverdueDirectives.Drafts(StreamKey.Parse(Stream), flagged[Stream], Day("2022-09-05")))
            flagged = flagged.When(draft).Accepted();
        Assert.All(flagged.State<Directive>(Stream).Addressees, one => Assert.NotNull(one.OverdueAsOf));

        void TakenBack(Activity cause, int count)
        {
            var decided = flagged.When(cause, Stream);
            var known = decided.Accepted();
            Assert.Null(Assert.Single(decided.Batch.Reminders).At);
            var drafts = OverdueDirectives.Withdrawals(StreamKey.Parse(Stream), known[Stream]);
            Assert.Equal(count, drafts.Count);
            Assert.All(drafts, one => Assert.NotNull(one.CausationId));
            var taken = drafts.Aggregate(known, (history, draft) => history.When(draft).Accepted());
            Assert.Empty(OverdueDirectives.Withdrawals(StreamKey.Parse(Stream), taken[Stream]));
            Assert.Equal(2 - count, taken[Stream].Current.OfType<DirectiveOverdue>().Count());
        }

        TakenBack(Fulfil(CanTho, "2022-08-30"), 1);
        TakenBack(Revoke("2022-08-30"), 2);
        TakenBack(Amend("2022-12-31", "2022-08-15"), 2);
        TakenBack(Corrected.Of(
            flagged[Stream].Entries[0].ActivityId, "dueOn", Day("2022-08-31"), Day("2022-10-31")), 2);
        // What came after the due day leaves the flag true.
        foreach (var after in new[]
        {
            Fulfil(CanTho, "2022-09-01"), Amend("2022-12-31", "2022-09-02"), Revoke("2022-09-02"),
        })
            Assert.Empty(OverdueDirectives.Withdrawals(
                StreamKey.Parse(Stream), flagged.Given(after, Stream)[Stream]));
    }

    [Fact]
    public void T5_a_flag_is_about_its_day_whenever_it_was_raised()
    {
        var flagged = Issued("2022-08-31").Given(Overdue(CanTho, "2022-09-01"), Stream);

        var fulfilled = flagged.Given(Fulfil(CanTho, "2022-10-15"), Stream);
        Assert.Empty(fulfilled.State<Directive>(Stream).UnfoundedFlags);
        Assert.True(fulfilled.State<Directive>(Stream).Of(CanTho)!.Late);
        Assert.Single(flagged.Given(Fulfil(CanTho, "2022-08-15"), Stream).State<Directive>(Stream).UnfoundedFlags);
    }

    [Fact]
    public void T6_a_merged_city_is_no_member_and_is_named_by_nothing_from_that_day_on()
    {
        var merged = Merged("2023-01-01");
        var gifts = new CommunityActivityHeld("Tặng quà", null);
        CityId[] left = [.. Members.Where(city => city != HoChiMinh)];

        Assert.Equal(Members, merged.Context.MembersOn(Id, Day("2022-12-31")));
        Assert.Equal(left, merged.Context.MembersOn(Id, Day("2023-01-01")));
        foreach (var (day, all) in new[] { ("2023-02-01", left), ("2022-12-31", Members) })
            Assert.Equal(all, merged.When(gifts.OfAll(day)).Batch.Accepted.Single().Activity.CityIds!);
        Activity[] naming =
        [
            gifts.Of("2023-01-01", HoChiMinh), gifts.Of("2023-01-01", CanTho) with { GuestCityIds = [HoChiMinh] },
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

        merged.Given(gifts.Of("2022-12-31", HoChiMinh));
        merged.Given(gifts.Of("2023-01-31", HoChiMinh).Known(Precision.OnOrBefore));
        merged.Given(gifts.Of("2023-06-01", HoChiMinh).Known(Precision.Unknown) with { OccurredOn = null });
        // A month that began before the merger may mean a day before it, a month after it may not.
        Merged("2023-01-15").Given(gifts.Of("2023-01-20", HoChiMinh).Known(Precision.Month));
        merged.When(gifts.Of("2023-01-20", HoChiMinh).Known(Precision.Month)).RejectedWith("city-merged", "cityIds");
    }

    [Fact]
    public void T6_what_a_merged_city_still_owes_stays_its_own()
    {
        var issued = Established.Given(Issue("2022-08-31") with { CityIds = null }, Stream)
            .Given(new CitiesMerged(HaNoi, [CanTho], Day("2022-08-15"), "Nghị quyết"), "city/ha-noi");

        var fulfilled = issued.Given(Fulfil(CanTho, "2022-09-05"), Stream);
        Assert.True(fulfilled.State<Directive>(Stream).Of(CanTho)!.Late);
    }

    [Fact]
    public void T9_what_is_added_to_a_stream_belongs_to_the_campaigns_of_the_stream()
    {
        var set = Established.Given(Issue("2022-08-31") with { CampaignIds = [Edition] }, Stream)
            .Given(new CampaignConcluded(null).OfAll("2022-12-20"), EditionStream);
        IReadOnlyList<string>? Of(Activity activity) =>
            set.When(activity, Stream).Batch.Accepted.Single().Activity.CampaignIds;

        Assert.Equal([Edition], Of(Acknowledge(CanTho))!);
        Assert.Equal([Edition], Of(Fulfil(CanTho, "2022-12-20"))!);
        Assert.Equal([Edition], Of(Amend("2022-12-31", "2022-08-15"))!);
        // What follows from an activity of the campaign belongs to it after its end as well.
        Assert.Equal([Edition], Of(Fulfil(CanTho, "2022-12-21"))!);
        var meeting = Established.Given(new MeetingHeld(MeetingKind.Other, "x", Ministry, null, null).Of(CanTho) with
        {
            CampaignIds = [Edition],
        }, "meeting/one");
        Assert.Equal([Edition], meeting.When(new RemarksDelivered(Officer, RemarksKind.Other, null).Of(CanTho),
            "meeting/one").Batch.Accepted.Single().Activity.CampaignIds!);
    }

    private static Addressee Of(History history, CityId city) => history.State<Directive>(Stream).Of(city)!;

    private static LeadershipAssigned Assign(CityId lead, CityId? deputy) =>
        new(2023, lead, deputy, LeadershipMode.Elected);

    private static Activity Amend(string due, string day) =>
        new DirectiveAmended(Day(due), "Lùi hạn", null).OfAll(day);

    private static Activity Revoke(string day) => new DirectiveRevoked("Thôi", null).OfAll(day);

    private static History Merged(string day) => Established.Given(
        new CitiesMerged(CanTho, [HoChiMinh], Day(day), "Nghị quyết") { OccurredOn = Day("2022-12-01") },
        "city/can-tho");
}
