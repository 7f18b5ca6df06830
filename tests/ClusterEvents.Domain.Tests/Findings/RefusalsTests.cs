using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Targets;
using ClusterEvents.Domain.Tests.Directives;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Findings;

/// <summary>What was true and refused, or could not be and was taken, by the number of the finding.</summary>
public sealed class RefusalsTests
{
    private const string Meeting = "meeting/one";

    private static readonly CommunityActivityHeld Gifts = new("Tặng quà", null);

    [Fact]
    public void T12_a_campaign_of_the_ministry_is_reviewed_and_concluded_by_each_of_its_clusters()
    {
        const string other = "cum-2-bca", campaign = "campaign/phong-trao-2022";
        var launched = Launch("Phong trào", 2022, "phong-trao-2022") with { ClusterId = null };
        var open = TwoClusters().Given(launched);
        Activity Of(string cluster, Activity activity, string day) => activity.OfAll(day) with { ClusterId = cluster };
        var review = new CampaignReviewed(new(Day("2022-01-01"), Day("2022-06-30")), ReviewKind.MidYear, null);

        var both = open.Given(Of(Id, review, "2022-07-29"), campaign).Given(Of(other, review, "2022-08-05"), campaign)
            .Given(Of(Id, new CampaignConcluded(null), "2022-12-20"), campaign)
            .Given(Of(other, new PrioritiesSet(["x"], "y"), "2022-12-25"), campaign)
            .Given(Of(other, new CampaignConcluded(null), "2022-12-28"), campaign);

        var state = both.State<Campaign>(campaign);
        Assert.Equal((Day("2022-12-20"), Day("2022-12-28")), (state.LastDayOf(Id), state.LastDayOf(other)));
        both.When(Of(Id, new PrioritiesSet(["x"], "y"), "2022-12-21"), campaign)
            .RejectedWith("campaign-concluded", "campaignIds");
        both.When(Of(other, new CampaignConcluded(null), "2022-12-28"), campaign).RejectedWith("campaign-concluded");
        // One that a cluster launched is its own, and name and period make an edition of one owner.
        both.When(Of(other, review, "2022-07-29"), EditionStream)
            .RejectedWith("belongs-to-another-cluster", "clusterId");
        both.Given(Launch("Phong trào", 2022, "rieng") with { ClusterId = other });
        both.When(Launch("Phong trào", 2022, "lan-nua") with { ClusterId = null })
            .RejectedWith("campaign-already-launched", "name");
    }

    [Fact]
    public void T13_a_correction_is_judged_by_what_it_changes_and_not_by_what_was_recorded_since()
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
    public void T14_a_meeting_is_held_or_cancelled_whatever_is_retracted_and_reinstated()
    {
        var held = Established.Given(Schedule("2022-03-01"), Meeting).Given(Hold("2022-03-15"), Meeting);
        var cancelled = held.Given(new EntryRetracted(held.Last(Meeting), "Nhầm"), Meeting)
            .Given(Cancel("2022-03-10"), Meeting);
        cancelled.When(new EntryReinstated(held.Last(Meeting), "Đúng"), Meeting).RejectedWith("meeting-cancelled");

        // The other way round: the cancellation is refused, and so it is when its schedule is gone.
        held.When(Cancel("2022-03-10"), Meeting).RejectedWith("meeting-held");
        held.When(Cancel("2022-03-20"), Meeting).RejectedWith("meeting-held");
        var schedule = cancelled[Meeting].Entries[0].ActivityId;
        var alone = cancelled.Given(new EntryRetracted(schedule, "Nhầm"), Meeting);
        Assert.Equal(MeetingStatus.Cancelled, alone.State<Meeting>(Meeting).Status);
        alone.When(Hold("2022-03-05"), Meeting).RejectedWith("meeting-cancelled");
        alone.When(Hold("2022-03-15"), Meeting).RejectedWith("meeting-cancelled");
        alone.When(new EntryReinstated(held.Last(Meeting), "Đúng"), Meeting).RejectedWith("meeting-cancelled");
    }

    [Fact]
    public void T15_what_was_retracted_is_not_there_for_anyone()
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
    public void T16_mergers_form_no_circle_and_count_from_their_day_on()
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

    [Theory]
    [InlineData(TargetOperator.AtLeast, 90, null, 10, true, false)]
    [InlineData(TargetOperator.AtLeast, 90, null, 90, true, true)]
    [InlineData(TargetOperator.AtLeast, 90, null, 90, false, false)]
    [InlineData(TargetOperator.AtMost, 5, null, 6, true, false)]
    [InlineData(TargetOperator.AtMost, 5, null, 6, false, true)]
    [InlineData(TargetOperator.Equal, 5, null, 4, true, false)]
    [InlineData(TargetOperator.Equal, 5, null, 5, false, false)]
    [InlineData(TargetOperator.ReduceBy, 10, null, 9, true, false)]
    [InlineData(TargetOperator.ReduceBy, 10, 100, 95, true, true)]
    [InlineData(TargetOperator.ReduceBy, 10, 100, 5, false, true)]
    public void T17_a_final_value_does_not_contradict_the_goal(
        TargetOperator comparison, int value, int? baseline, int final, bool met, bool accepted)
    {
        var set = Established.Given(new TargetSet(null, "x", comparison, value, TargetUnit.Count, baseline,
            Day("2022-12-01")).Of("2022-01-05", CanTho), "target/one");

        var decided = set.When((met ? new TargetMet(CanTho, final) : (Activity)new TargetMissed(CanTho, final))
            .Of("2022-12-05", CanTho), "target/one");
        if (accepted) decided.Accepted();
        else decided.RejectedWith("final-value-contradicts", "finalValue");
    }

    [Fact]
    public void T17_nothing_follows_on_what_was_not_there_yet()
    {
        var issued = DirectiveTests.Issued("2022-08-31");
        foreach (var early in new[]
        {
            DirectiveTests.Fulfil(CanTho, "2022-07-28"), DirectiveTests.Acknowledge(CanTho, "2022-07-28"),
            new DirectiveProgressReported(CanTho, 1, "x").Of("2022-07-28", CanTho),
            new DirectiveAmended(Day("2022-12-31"), "x", null).OfAll("2022-07-28"),
            new DirectiveRevoked("x", null).OfAll("2022-07-28"),
            DirectiveTests.Fulfil(CanTho, "2022-06-30").Known(Precision.Month),
        })
            issued.When(early, "directive/one").RejectedWith("before-issue", "occurredOn");
        issued.Given(DirectiveTests.Fulfil(CanTho, "2022-07-01").Known(Precision.Month), "directive/one");
        // Neither does a correction move the directive past what followed on it.
        var fulfilled = issued.Given(DirectiveTests.Fulfil(CanTho, "2022-08-01"), "directive/one");
        var issue = fulfilled["directive/one"].Entries[0].ActivityId;
        fulfilled.When(Corrected.Of(issue, "occurredOn", "2022-07-29", "2022-08-02"), "directive/one")
            .RejectedWith("before-issue", "occurredOn");

        var set = Established.Given(Targets.TargetTests.Set(CanTho), "target/one");
        foreach (var early in new Activity[]
        {
            new TargetMet(CanTho, 90), new TargetMissed(CanTho, 1),
            new TargetProgressReported(CanTho, 1, Day("2022-07-28"), null),
        })
            set.When(early.Of("2022-07-28", CanTho), "target/one").RejectedWith("before-set", "occurredOn");

        var held = Established.Given(Hold("2022-07-29"), Meeting);
        Activity Remarks(string day) => new RemarksDelivered(Officer, RemarksKind.Opening, null).Of(day, CanTho);
        held.When(Remarks("2022-07-12"), Meeting).RejectedWith("meeting-not-held");
        held.Given(Remarks("2022-07-29"), Meeting);
        var spoken = held.Given(Remarks("2022-07-30"), Meeting);
        var moved = spoken.When(
            Corrected.Of(held.Last(Meeting), "occurredOn", "2022-07-29", "2022-08-01"), Meeting);
        moved.RejectedWith("meeting-not-held");
        Assert.Equal(spoken.Last(Meeting), ((NamedEntry)moved.Rejections[0].Fault["entry"]!).ActivityId);
    }

    [Theory]
    [InlineData(DayPart.Morning, "23:30", false)]
    [InlineData(DayPart.Morning, "07:30", true)]
    [InlineData(DayPart.Morning, "12:30", true)]
    [InlineData(DayPart.Afternoon, "12:30", true)]
    [InlineData(DayPart.Afternoon, "09:00", false)]
    [InlineData(DayPart.Evening, "12:00", false)]
    [InlineData(DayPart.Evening, "23:30", true)]
    [InlineData(DayPart.Evening, "00:30", true)]
    public void T17_the_time_lies_in_the_part_of_the_day(DayPart part, string time, bool fits)
    {
        var faults = Established.Faults(Gifts.Of(CanTho) with
        {
            DayPart = part,
            LocalTime = TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture),
        });

        Assert.Equal(fits ? [] : [("invalid-request", "localTime")], faults);
    }

    [Theory]
    [InlineData("2022-07-01", Precision.Month, null, true)]
    [InlineData("2022-07-31", Precision.Month, null, true)]
    [InlineData("2022-06-30", Precision.Month, null, false)]
    [InlineData("2022-07-01", Precision.Quarter, null, true)]
    [InlineData("2022-09-30", Precision.Quarter, null, true)]
    [InlineData("2022-06-30", Precision.Quarter, null, false)]
    [InlineData("2022-01-01", Precision.Year, null, true)]
    [InlineData("2021-12-31", Precision.Year, null, false)]
    [InlineData("2022-07-28", Precision.Day, null, false)]
    [InlineData("2022-07-25", Precision.Day, "2022-07-29", true)]
    [InlineData("2022-07-25", Precision.Day, "2022-07-28", false)]
    [InlineData("2022-07-28", Precision.OnOrBefore, null, false)]
    public void T18_a_rough_date_is_refused_only_where_it_was_impossible_on_every_day(
        string day, Precision precision, string? until, bool possible)
    {
        var joined = Established.Given(
            new MemberJoined(PoliceOf(Hue), Hue, Day("2022-07-29"), null).Of("2022-07-01"), ClusterStream);
        var one = Gifts.Of(day, Hue).Known(precision) with { EndsOn = until is null ? null : Day(until) };

        Assert.Equal(possible ? [] : [("city-not-a-member", "cityIds")], joined.Faults(one));
    }

    [Fact]
    public void T18_several_days_are_whole_and_known()
    {
        Activity Lasting(string from, string until) => Gifts.Of(from, CanTho) with { EndsOn = Day(until) };

        Assert.Empty(Established.Faults(Lasting("2022-07-29", "2022-07-31")));
        Assert.Empty(Established.Faults(Lasting("2022-07-29", "2022-07-29")));
        Assert.Equal([("invalid-request", "endsOn")], Established.Faults(Lasting("2022-07-29", "2022-07-28")));
        Assert.Equal([("invalid-request", "endsOn")], Established.Faults(Lasting("2023-06-29", "2023-07-01")));
        Assert.Equal([("invalid-request", "endsOn")],
            Established.Faults(Lasting("2022-07-29", "2022-07-31").Known(Precision.Month)));
    }

    [Fact]
    public void T19_a_GSO_code_is_free_from_the_day_on_which_its_city_ended()
    {
        var merged = Established.Given(Merge(CanTho, Hue, "2023-01-01"), "city/can-tho");
        CityRegistered Again(string? from) => new("Mới", "05", null, from is null ? null : Day(from));

        merged.When(Again(null)).RejectedWith("gso-code-taken", "gsoCode");
        merged.When(Again("2022-12-31")).RejectedWith("gso-code-taken", "gsoCode");
        var again = merged.Given(Again("2023-01-01"));
        Established.When(Again("2023-01-01")).RejectedWith("gso-code-taken", "gsoCode");
        // What is retracted of the city that had it before takes nothing from the one that has it now.
        var retracted = again.Given(new EntryRetracted(merged["city/hue"].Entries[0].ActivityId, "Nhầm"), "city/hue");
        retracted.When(new CityRegistered("Khác", "05", null, null)).RejectedWith("gso-code-taken", "gsoCode");
    }

    [Fact]
    public void T19_a_city_has_the_name_of_each_day_and_keeps_its_key()
    {
        CityRenamed Rename(string name, string day, string? iso = null) =>
            new(name, iso, Day(day), "Nghị quyết") { OccurredOn = Day("2022-12-01") };
        var renamed = Established.Given(Rename("Ba", "2023-01-01"), "city/hue")
            .Given(Rename("Hai", "2022-01-01", "VN-26"), "city/hue");

        var city = renamed.State<City>("city/hue");
        Assert.Equal(["hue", "Hai", "Ba"],
            new[] { "2021-12-31", "2022-12-31", "2023-01-01" }.Select(day => city.NameOn(Day(day)).Name));
        Assert.Equal("VN-26", city.NameOn(Day("2023-01-01")).IsoCode);
        renamed.When(Rename("Hai", "2022-06-01"), "city/hue").RejectedWith("nothing-changed", "name");
        Assert.Equal([Hue], renamed["city/hue"].Entries[^1].Activity.CityIds!);
        Assert.Empty(Established.Faults(Rename("Ba", "2023-01-01"), "city/hue"));
        renamed.When(Rename("Bốn", "2023-02-01") with { CityIds = [HaNoi] }, "city/hue")
            .RejectedWith("names-another-stream", "cityIds");
        // Only a city that is there has a name.
        var merged = Established.Given(Merge(CanTho, Hue, "2023-01-01"), "city/can-tho");
        merged.When(Rename("Ba", "2023-01-01"), "city/hue").RejectedWith("city-merged", "effectiveOn");
        merged.Given(Rename("Ba", "2022-12-31"), "city/hue");
        renamed.When(Merge(CanTho, Hue, "2023-01-01"), "city/can-tho").RejectedWith("city-merged", "effectiveOn");
        renamed.Given(Merge(CanTho, Hue, "2023-01-02"), "city/can-tho");
    }

    [Fact]
    public void T20_old_is_what_the_entry_shows()
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
    public void T23_a_membership_is_unbroken_since_its_earliest_day()
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
    public void T23_an_interruption_that_was_left_out_is_recorded_after_the_end_was_taken_back()
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
    public void T24_who_acts_and_the_cities_agree_also_after_a_correction()
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

    private static Activity Schedule(string day) =>
        new MeetingScheduled(MeetingKind.Other, Day("2022-03-15"), "x", PoliceOf(CanTho)).OfAll(day);

    private static Activity Hold(string day) =>
        new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).OfAll(day);

    private static Activity Cancel(string day) => new MeetingCancelled("Bão").OfAll(day);

    private static CitiesMerged Merge(CityId into, CityId part, string day = "2023-01-01") =>
        new(into, [part], Day(day), "Nghị quyết") { OccurredOn = Day("2022-12-01") };

    private static Activity Join(CityId city, string day) =>
        new MemberJoined(PoliceOf(city), city, Day(day), null).Of("2022-07-29");

    private static Activity Leave(CityId city, string day) =>
        new MemberLeft(PoliceOf(city), city, Day(day), null).Of("2022-07-29");

    /// <summary>The first cluster and a second one of the same ministry, in which Huế is the only member.</summary>
    private static History TwoClusters() => Established
        .Given(new ClusterEstablished("Bộ Công an", null, 2, "Cụm thi đua số 2")
        {
            OccurredOn = Day("2019-12-31"),
            Scope = Scope.Cluster,
        })
        .Given(new MemberJoined(PoliceOf(Hue), Hue, Day("2020-01-01"), null).Of("2020-01-01") with
        {
            ClusterId = "cum-2-bca",
        }, "cluster/cum-2-bca");
}
