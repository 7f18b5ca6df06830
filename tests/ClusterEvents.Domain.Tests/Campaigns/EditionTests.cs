using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Sources;
using ClusterEvents.Domain.Tests.Generated;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Campaigns;

public sealed class EditionTests
{
    internal static readonly Gen<Func<DateOnly, Activity>> Steps =
        from step in Gen.Frequency(
            (2, Gen.Elements("2022-02-28", "2022-06-30", "2022-12-31").Select(day => (Activity)new CampaignReviewed(
                new(Day("2022-01-01"), Day(day)), ReviewKind.MidYear, null))),
            (3, Gen.Elements("Cao điểm", "CAO ĐIỂM", "Đợt 2").Select(name => (Activity)Open(name))),
            (3, Gen.Elements("Cao điểm", "cao điểm", "Đợt 2").Select(name => (Activity)Close(name))),
            (1, Gen.Constant((Activity)new PrioritiesSet(["Phòng ngừa"], "2022"))),
            (1, Gen.Constant((Activity)new CampaignConcluded(null))))
        select (Func<DateOnly, Activity>)(day => step.OfAll() with { OccurredOn = day });

    [Fact]
    public void An_edition_is_reviewed_any_number_of_times_and_concluded_once() =>
        Lifecycle.Follows(Established, EditionStream, EditionLifecycle.Launched, "2022-06-01", Steps);

    [Fact]
    public void Whatever_is_retracted_and_reinstated_an_edition_stands_as_its_entries_say() =>
        Lifecycle.StandsOn(Established, EditionStream, EditionLifecycle.Launched, "2022-06-01", Steps);

    [Fact]
    public void A_concluded_campaign_accepts_no_further_meetings()
    {
        var concluded = Established.Given(new CampaignConcluded(null).OfAll("2022-12-30"), EditionStream);
        var held = new MeetingHeld(MeetingKind.Other, "Hội trường", PoliceOf(CanTho), null, null)
        {
            CampaignIds = [Edition],
        };

        concluded.When(held.OfAll("2022-12-31")).RejectedWith("campaign-concluded", "campaignIds");
        concluded.Given(held.OfAll("2022-12-30"));
        // What is added to the record about an edition is no activity of it.
        var source = new SourceAttached("Báo Cần Thơ", null, null, null, null, null);
        concluded.Given(source.Of("2023-01-05"), EditionStream);
    }

    [Fact]
    public void A_meeting_of_a_campaign_cannot_be_corrected_to_a_day_after_its_conclusion()
    {
        var held = new MeetingHeld(MeetingKind.Other, "Hội trường", PoliceOf(CanTho), null, null)
        {
            CampaignIds = [Edition],
        };
        var concluded = Established.Given(new CampaignConcluded(null).OfAll("2022-12-30"), EditionStream)
            .Given(held.OfAll("2022-12-20"), "meeting/hop");

        concluded.When(concluded.Last("meeting/hop", "occurredOn", "2022-12-20", "2022-12-31"), "meeting/hop")
            .RejectedWith("campaign-concluded", "campaignIds");
        concluded.Given(concluded.Last("meeting/hop", "occurredOn", "2022-12-20", "2022-12-30"), "meeting/hop");
    }

    [Theory]
    [InlineData(Precision.Day, "2022-11-15", "2022-11-16")]
    [InlineData(Precision.Month, "2022-11-30", "2022-12-01")]
    [InlineData(Precision.Quarter, "2022-12-31", "2023-01-01")]
    [InlineData(Precision.Year, "2022-12-31", "2023-01-01")]
    [InlineData(Precision.OnOrBefore, "2022-11-15", "2022-11-16")]
    public void A_conclusion_with_a_rough_date_leaves_room_until_the_last_day_that_it_may_mean(
        Precision precision, string last, string after)
    {
        var conclusion = new CampaignConcluded(null).OfAll("2022-11-15").Known(precision);
        var priorities = new PrioritiesSet(["x"], "y");
        var concluded = Established.Given(conclusion, EditionStream);

        Assert.Equal(Day(last), concluded.State<Campaign>(EditionStream).LastDayOf(Id));
        concluded.Given(priorities.OfAll(last), EditionStream);
        concluded.When(priorities.OfAll(after), EditionStream).RejectedWith("campaign-concluded", "campaignIds");
        // In the other order it is the conclusion that is refused, and the answer names what stands against it.
        var set = Established.Given(priorities.OfAll(after), EditionStream);
        var refused = set.When(conclusion, EditionStream);
        refused.RejectedWith("campaign-concluded", "campaignIds");
        Assert.Equal(set.Last(EditionStream), ((NamedEntry)refused.Rejections[0].Fault["entry"]!).ActivityId);
        Established.Given(priorities.OfAll(last), EditionStream).Given(conclusion, EditionStream);
    }

    [Fact]
    public void A_conclusion_on_an_unknown_day_is_one_and_ends_no_day()
    {
        var undated = new CampaignConcluded(null) { Precision = Precision.Unknown, Scope = Scope.Campaign };
        var concluded = Established.Given(undated, EditionStream);

        Assert.Equal(
            new Conclusion(null, null), Assert.Single(concluded.State<Campaign>(EditionStream).Conclusions).Value);
        concluded.When(new CampaignConcluded(null).OfAll(), EditionStream).RejectedWith("campaign-concluded");
        concluded.Given(new PrioritiesSet(["x"], "2023").OfAll("2023-01-31"), EditionStream);
    }

    [Theory]
    [InlineData("2021-12-31", "2022-02-01", "from")]
    [InlineData("2022-12-01", "2023-01-01", "to")]
    [InlineData("2021-12-31", "2023-01-01", "from")]
    [InlineData("2022-01-01", "2022-12-31", null)]
    public void A_drive_lies_inside_the_edition(string from, string to, string? field)
    {
        var opened = Established.When(new DriveOpened("Đợt 1", Day(from), Day(to)).OfAll(), EditionStream);
        var all = new DriveOpened("Đợt 1", Day("2022-01-01"), Day("2022-12-31"));
        var open = Established.Given(all.OfAll(), EditionStream);
        var closed = open.When(new DriveClosed("Đợt 1", Day(from), Day(to)).OfAll(), EditionStream);

        if (field is null)
        {
            opened.Accepted();
            closed.Accepted();
            return;
        }

        opened.RejectedWith("drive-outside-edition", field);
        closed.RejectedWith("drive-outside-edition", field);
    }

    [Fact]
    public void Name_and_period_make_an_edition_whatever_the_case_of_the_name()
    {
        var again = Launch("VÌ AN NINH TỔ QUỐC", 2022, "another-2022");

        Established.When(again).RejectedWith("campaign-already-launched", "name");
        Established.When(again with { CampaignIds = [Edition], Name = "Tên khác" })
            .RejectedWith("campaign-already-on-record");
        Established.Given(again with { Period = new(Day("2022-01-01"), Day("2022-12-30")) });
        Established.Given(again with { Period = new(Day("2022-01-02"), Day("2022-12-31")) });
        Established.Given(again with { Name = "Vì an ninh" });
    }

    /// <summary>Stores hold claims as texts: another spelling would leave those on record to anybody.</summary>
    [Fact]
    public void The_name_and_period_of_a_campaign_are_claimed_as_stores_hold_them()
    {
        var open = Launch("Vì an ninh Tổ quốc", 2022);

        Assert.Equal("CAMPAIGN-OF BỘ CÔNG AN: 2022-01-01..2022-12-31 VÌ AN NINH TỔ QUỐC",
            Assert.Single(LaunchCampaign.Type.Claims(open)).Text);
        Assert.Equal("CAMPAIGN-OF CUM-1-BCA: 2022-01-01..2022-12-31 VÌ AN NINH TỔ QUỐC",
            Assert.Single(LaunchCampaign.Type.Claims(open with { ClusterId = Id })).Text);
    }

    [Theory]
    [InlineData("Vì an ninh Tổ quốc", 2023, "campaign/vi-an-ninh-to-quoc-2023")]
    [InlineData("Đền ơn đáp nghĩa", 2022, "campaign/den-on-dap-nghia-2022")]
    public void An_edition_is_named_after_its_movement_and_its_year(string name, int year, string stream)
    {
        var launched = Launch(name, year) with { OccurredOn = Day("2022-01-01"), ClusterId = Id, CityIds = [CanTho] };

        Assert.Equal(stream, Assert.Single(Established.When(launched).Batch.Accepted).Stream.ToString());
    }

    [Fact]
    public void A_long_name_is_cut_and_never_the_year()
    {
        var launched = Launch(new string('a', 200), 2022) with
        {
            OccurredOn = Day("2022-01-01"),
            ClusterId = Id,
            CityIds = [CanTho],
        };

        var stream = Assert.Single(Established.When(launched).Batch.Accepted).Stream;

        Assert.Equal($"{new string('a', 95)}-2022", stream.Id);
        Assert.Equal(100, stream.Id.Length);
    }

    [Theory]
    [InlineData(2022, 2022, "Phong trào 2022")]
    [InlineData(2022, 2025, "Phong trào 2022–2025")]
    public void The_timeline_of_an_edition_is_called_by_its_name_and_years(int first, int last, string title) =>
        Assert.Equal(title, LaunchCampaign.Type.TimelineTitle!(Launch("Phong trào", first) with
        {
            Period = new(new DateOnly(first, 1, 1), new DateOnly(last, 12, 31)),
        }));

    private static DriveOpened Open(string name) => new(name, Day("2022-07-01"), Day("2022-09-02"));

    private static DriveClosed Close(string name) => new(name, Day("2022-07-01"), Day("2022-08-02"));
}
