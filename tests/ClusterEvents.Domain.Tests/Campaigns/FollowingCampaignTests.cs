using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using Xunit;
using static ClusterEvents.Domain.Tests.Directives.DirectiveTests;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Campaigns;

/// <summary>What is added to a stream belongs to the campaigns of the stream.</summary>
public sealed class FollowingCampaignTests
{
    private const string Stream = "directive/one";

    [Fact]
    public void What_is_added_to_a_stream_belongs_to_the_campaigns_of_the_stream()
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

    [Fact]
    public void What_follows_from_an_activity_of_a_campaign_is_on_its_timeline_whatever_was_recorded_first()
    {
        var issued = Established.Given(IssueToCities("2023-02-28") with { CampaignIds = [Edition] }, Stream);
        var concluded = new CampaignConcluded(null).OfAll("2022-12-31") with { Scope = Scope.Campaign };

        var before = issued.Given(Fulfil(CanTho, "2023-02-01"), Stream).Given(concluded, EditionStream);
        var after = issued.Given(concluded, EditionStream).Given(Fulfil(CanTho, "2023-02-01"), Stream);

        Assert.Equal([Edition], Last(before, Stream).CampaignIds);
        Assert.Equal([Edition], Last(after, Stream).CampaignIds);
        after.When(Plan().OfAll("2023-01-15") with { CampaignIds = [Edition] })
            .RejectedWith("campaign-concluded", "campaignIds");
    }

    private static Activity Amend(string due, string day) =>
        new DirectiveAmended(Day(due), "Lùi hạn", null).OfAll(day);

    private static Activity Last(History history, string stream) => history[stream].Entries[^1].Activity;
}
