using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>Entries of earlier programs that would be refused today, put on record without a decision.</summary>
public sealed class TodaysRulesTests
{
    private static readonly Activity Held =
        new MeetingHeld(MeetingKind.Other, "Hội trường", PoliceOf(CanTho), null, null).Of(CanTho);

    private static readonly Activity Flowers = new FlowersOffered("x", "y", [CanTho], null).Of(CanTho);

    [Fact]
    public void What_would_be_recorded_today_is_not_told()
    {
        Assert.Empty(Refused("meeting/one", Held, new RemarksDelivered(Officer, RemarksKind.Other, null).Of(CanTho)));
        Assert.Empty(Refused("ceremony/one", Flowers));
        foreach (var stream in Established.Context.Streams.Keys)
            Assert.Empty(TodaysRules.Refused(stream, Established.Context));
    }

    [Fact]
    public void Each_entry_is_asked_of_the_state_before_it() => Assert.Equal(
        [(2, "meeting-already-held"), (4, "meeting-held")],
        Refused("meeting/one", Held, Held, new RemarksDelivered(Officer, RemarksKind.Other, null).Of(CanTho),
            new MeetingCancelled("Bão").Of(CanTho)));

    [Fact]
    public void An_entry_is_told_with_every_reason_that_its_references_give()
    {
        var offered = (FlowersOffered)Flowers with
        {
            Participants = [CanTho, Hue],
            CityIds = null,
            CampaignIds = ["x"],
        };

        Assert.Equal([(1, "unknown-campaign"), (1, "city-not-a-member")], Refused("ceremony/one", offered));
        Assert.Contains("city-not-a-member", TodaysRules.AfterTheEnd);
    }

    [Fact]
    public void What_cannot_be_read_today_is_told_alone()
    {
        var offered = (FlowersOffered)Flowers with { Honouree = "Bác\u200b Hồ", Participants = [Hue] };

        Assert.Equal([(1, "invalid-request")], Refused("ceremony/one", offered));
    }

    [Fact]
    public void What_came_after_the_end_of_a_campaign_is_told()
    {
        var concluded = Established.Given(
            new CampaignConcluded(null).OfAll("2022-12-31") with { Scope = Scope.Campaign }, EditionStream);
        var late = Flowers with { CampaignIds = [Edition], OccurredOn = Day("2023-01-01") };

        Assert.Equal([(1, "campaign-concluded")], Refused(concluded, "ceremony/one", late));
        Assert.Empty(Refused(concluded, "ceremony/one", late with { OccurredOn = Day("2022-12-31") }));
        Assert.Contains("campaign-concluded", TodaysRules.AfterTheEnd);
    }

    [Fact]
    public void Whose_membership_ends_or_begins_is_told_by_the_rules_of_that()
    {
        var left = new MemberLeft(PoliceOf(HaNoi), HaNoi, Day("2022-07-29"), null).Of("2022-07-01", HaNoi);
        var joined = new MemberJoined(PoliceOf(Hue), Hue, Day("2022-07-29"), null).Of("2022-07-01", Hue);

        Assert.Empty(Refused(ClusterStream, left, joined));
        Assert.Equal(["already-a-member"], Refused(ClusterStream, left, joined, joined).Select(one => one.Code));
    }

    [Fact]
    public void A_retracted_entry_is_not_asked()
    {
        var twice = Record(Established, "meeting/one", Held, Held);
        var second = twice[StreamKey.Parse("meeting/one")].Entries[1].ActivityId;

        Assert.Empty(TodaysRules.Refused(StreamKey.Parse("meeting/one"), Record(
            Established, "meeting/one", Held, Held, new EntryRetracted(second, "Nhầm").Of(CanTho))));
    }

    private static IReadOnlyList<(int Place, string Code)> Refused(string stream, params Activity[] entries) =>
        Refused(Established, stream, entries);

    /// <summary>The places of the entries among those that are recorded, and the codes against each.</summary>
    private static IReadOnlyList<(int Place, string Code)> Refused(
        History history, string stream, params Activity[] entries)
    {
        var (key, context) = (StreamKey.Parse(stream), Record(history, stream, entries));
        return [.. TodaysRules.Refused(key, context).SelectMany(one => one.Rejections.Select(
            rejection => (context[key].Entries.IndexOf(one.Entry) + 1, rejection.Code)))];
    }

    private static DecisionContext Record(History history, string stream, params Activity[] entries) =>
        entries.Index().Aggregate(history.Context, (context, one) => context.With(StreamKey.Parse(stream),
            Identifiers.ActivityId("/earlier", $"{one.Index}"), one.Item, new ClaimChange([], [])));
}
