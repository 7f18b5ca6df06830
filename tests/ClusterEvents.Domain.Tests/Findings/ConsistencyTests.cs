using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Sources;
using ClusterEvents.Domain.Targets;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Findings;

/// <summary>
/// Timelines, states and rules say the same of one thing: what ends a thing is wherever that began, and one question has
/// one answer.
/// </summary>
public sealed class ConsistencyTests
{
    private const string Stream = "directive/one";

    public static TheoryData<string, Activity, Activity> Wholes => new()
    {
        { "directive/whole", Issue("2022-12-31"), new DirectiveRevoked("Thay thế", null) },
        { "directive/whole", Issue("2022-12-31"), new DirectiveAmended(Day("2022-12-30"), "Lùi", null) },
        { "meeting/whole", Plan(), new MeetingPostponed(null, "Bão") },
        { "meeting/whole", Plan(), new MeetingCancelled("Bão") },
        { "target/whole", Set(), new TargetRevised(null, "Vụ", TargetOperator.AtMost, 9, TargetUnit.Cases, null, Day("2022-12-31")) },
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
        Assert.Equal(Members.Order(Comparer<CityId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value))),
            Last(begun.Given(end.OfAll("2022-08-15"), stream), stream).CityIds!);
    }

    [Fact]
    public void A_revocation_reaches_an_addressee_that_has_left_the_cluster()
    {
        var left = Established.Given(Issue("2022-12-31").Of(CanTho, DaNang), Stream)
            .Given(new MemberLeft(PoliceOf(DaNang), DaNang, Day("2022-10-01"), null).Of("2022-10-01"), ClusterStream);

        var revoked = new DirectiveRevoked("Thay thế", null);
        Assert.Equal([CanTho, DaNang], Last(left.Given(revoked.Of("2022-11-01"), Stream), Stream).CityIds);
        Assert.Contains(DaNang, Last(left.Given(revoked.OfAll("2022-11-01"), Stream), Stream).CityIds!);
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

    [Fact]
    public void A_clusters_own_campaign_takes_nothing_of_another_cluster()
    {
        var two = WithSecond("Bộ Công an").Given(
            Launch("Riêng", 2022, "rieng") with { ClusterId = "cum-2" }, "campaign/rieng");

        two.When(Plan().OfAll() with { CampaignIds = ["rieng"] }).RejectedWith("belongs-to-another-cluster", "campaignIds");
    }

    [Theory]
    [InlineData("Bộ Quốc phòng", false)]
    [InlineData("Bộ Công an", true)]
    [InlineData("Bộ Tư lệnh Cảnh sát cơ động", true)]
    [InlineData("Công an tỉnh", true)]
    public void A_campaign_of_a_ministry_is_open_to_its_own_clusters(string governing, bool open)
    {
        var campaign = Launch("Chung", 2022, "chung") with { ClusterId = null };
        var two = WithSecond(governing).Given(campaign, "campaign/chung");
        var review = new CampaignReviewed(new(Day("2022-01-01"), Day("2022-06-30")), ReviewKind.MidYear, null)
            .OfAll() with
        {
            ClusterId = "cum-2",
            Scope = Scope.Campaign,
        };

        var decided = two.When(review, "campaign/chung");
        if (open) decided.Accepted();
        else decided.RejectedWith("belongs-to-another-cluster", "campaignIds");
    }

    [Fact]
    public void Campaigns_of_one_name_and_period_are_each_launched_once_by_their_owner()
    {
        static CampaignLaunched Own(string? cluster, string id, string launcher = "Bộ Công an") =>
            Launch("Vì an ninh", 2023, id) with { ClusterId = cluster, Launcher = new(launcher, null) };

        var three = WithSecond("Bộ Công an").Given(Own(Id, "a"), "campaign/a").Given(Own("cum-2", "b"), "campaign/b")
            .Given(Own(null, "c"), "campaign/c").Given(Own(null, "d", "Bộ Quốc phòng"), "campaign/d");

        foreach (var again in new[] { Own(Id, "e"), Own("cum-2", "e"), Own(null, "e"), Own(null, "e", "Bộ Quốc phòng") })
            three.When(again, "campaign/e").RejectedWith("campaign-already-launched", "name");
    }

    [Fact]
    public void A_commendation_is_not_revoked_before_it_was_awarded()
    {
        var awarded = Established.Given(new CommendationAwarded(
            DaNang, "Cờ thi đua của Chính phủ", "Chính phủ", "1/QĐ", Day("2022-01-30")).Of("2022-02-01"), "commendation/one");
        var revoked = new CommendationRevoked(StreamKey.Parse("commendation/one"), "2/QĐ", "Sai");

        awarded.When(revoked.Of("2022-01-15"), "commendation/one").RejectedWith("before-award", "occurredOn");
        awarded.When(revoked.Of("2022-03-01", CanTho), "commendation/one").RejectedWith("city-left-out", "cityIds");
        Assert.Equal([DaNang], Last(awarded.Given(revoked.Of("2022-03-01"), "commendation/one"), "commendation/one").CityIds);
    }

    [Theory]
    [InlineData("2023-12-01", Precision.Year, true)]
    [InlineData("2023-06-30", Precision.Month, true)]
    [InlineData("2023-07-01", Precision.Month, false)]
    [InlineData("2023-07-01", Precision.Quarter, false)]
    [InlineData("2024-01-01", Precision.Year, false)]
    [InlineData("2023-07-01", Precision.OnOrBefore, false)]
    [InlineData("2023-07-01", Precision.Day, false)]
    public void The_year_month_or_quarter_that_has_begun_can_be_named(string day, Precision precision, bool accepted)
    {
        var errors = new ValidationErrors();
        var activity = Plan().OfAll(day).Known(precision);
        EnvelopeValidation.Check(StoredEvents.Catalogue.TypeOf(activity), activity, History.Today, "", errors);

        Assert.Equal(accepted, errors.Count == 0);
    }

    [Fact]
    public void A_city_is_not_renamed_before_it_is_on_record()
    {
        var later = Established.Given(new CityRegistered("Mới", "95", null, Day("2022-01-01")), "city/moi");
        var renamed = new CityRenamed("Khác", null, Day("2021-12-31"), "Nghị quyết") { OccurredOn = Day("2021-12-31") };

        later.When(renamed, "city/moi").RejectedWith("before-registration", "effectiveOn");
        later.Given(renamed with { EffectiveOn = Day("2022-02-01"), OccurredOn = Day("2022-02-01") }, "city/moi");
    }

    [Fact]
    public void A_unit_is_that_of_the_city_that_joins_or_leaves()
    {
        Assert.Equal("unit.cityId", Assert.Single(
            new MemberJoined(PoliceOf(DaNang), Hue, Day("2021-01-01"), null).Errors()).Field);
        Assert.Equal("unit.cityId", Assert.Single(
            new MemberLeft(PoliceOf(DaNang), CanTho, Day("2021-01-01"), null).Errors()).Field);
        Assert.Empty(new MemberLeft(PoliceOf(CanTho), CanTho, Day("2021-01-01"), null).Errors());
        Assert.Empty(new MemberLeft(new("Công an", null), CanTho, Day("2021-01-01"), null).Errors());
    }

    [Fact]
    public void A_merged_city_leads_no_more()
    {
        var merged = Established
            .Given(new LeadershipAssigned(2022, DaNang, null, LeadershipMode.Elected).OfAll("2022-01-05"), ClusterStream)
            .Given(new CitiesMerged(CanTho, [DaNang], Day("2022-07-01"), "Nghị quyết") { OccurredOn = Day("2022-07-01") }, "city/can-tho");

        Assert.Equal(DaNang, merged.Context.LeadOn(Id, Day("2022-06-30")));
        Assert.Null(merged.Context.LeadOn(Id, Day("2022-07-01")));
    }

    [Fact]
    public void What_follows_from_an_activity_of_a_campaign_is_on_its_timeline_whatever_was_recorded_first()
    {
        var issued = Established.Given(Issue("2023-02-28").Of(CanTho, DaNang) with { CampaignIds = [Edition] }, Stream);
        var concluded = new CampaignConcluded(null).OfAll("2022-12-31") with { Scope = Scope.Campaign };

        var before = issued.Given(Fulfil("2023-02-01"), Stream).Given(concluded, EditionStream);
        var after = issued.Given(concluded, EditionStream).Given(Fulfil("2023-02-01"), Stream);

        Assert.Equal([Edition], Last(before, Stream).CampaignIds);
        Assert.Equal([Edition], Last(after, Stream).CampaignIds);
        after.When(Plan().OfAll("2023-01-15") with { CampaignIds = [Edition] })
            .RejectedWith("campaign-concluded", "campaignIds");
    }

    internal static DirectiveIssued Issue(string due) => new DirectiveIssued(
        Ministry, DirectiveBasis.Plan, null, null, "Việc", [CanTho, DaNang], Day(due), null);

    private static MeetingScheduled Plan() =>
        new MeetingScheduled(MeetingKind.Thematic, Day("2022-09-01"), "Hội trường", PoliceOf(CanTho));

    private static TargetSet Set() =>
        new TargetSet(null, "Vụ", TargetOperator.AtMost, 10, TargetUnit.Cases, null, Day("2022-12-31"));

    internal static Activity Fulfil(string day) => new DirectiveFulfilled(CanTho, "BC").Of(day, CanTho);

    /// <summary>A second cluster with the same members.</summary>
    private static History WithSecond(string governing)
    {
        var history = Established.Given(new ClusterEstablished(governing, "Khối", 2, "Cụm 2")
        {
            OccurredOn = Day("2019-12-31"),
            ClusterId = "cum-2",
            Scope = Scope.Cluster,
        }, "cluster/cum-2");
        return Members.Aggregate(history, (one, city) => one.Given(
            new MemberJoined(PoliceOf(city), city, Day("2020-01-01"), null).Of("2020-01-01") with { ClusterId = "cum-2" },
            "cluster/cum-2"));
    }

    private static Activity Last(History history, string stream) => history[stream].Entries[^1].Activity;
}
