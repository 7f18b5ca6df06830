using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Targets;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Generated;

/// <summary>The first cluster with a stream of every kind, in states in which most commands can be given.</summary>
internal static class Busy
{
    public const string Concluded = "phong-trao-2021";

    public static readonly History History = Record();

    private static History Record() => Established
        .Given(new LeadershipAssigned(2022, CanTho, DaNang, LeadershipMode.Elected).OfAll("2022-01-10"), ClusterStream)
        .Given(Launch("Phong trào", 2021, Concluded))
        .Given(new CampaignConcluded(null).OfAll("2021-12-30"), $"campaign/{Concluded}")
        .Given(new DriveOpened("Cao điểm", Day("2022-07-01"), Day("2022-09-02")).OfAll(), EditionStream)
        .Given(new MeetingScheduled(
            MeetingKind.YearEndReview, Day("2022-12-20"), "Hội trường", PoliceOf(CanTho)).OfAll(), "meeting/planned")
        .Given(new MeetingHeld(MeetingKind.MidYearReview, "Hội trường", PoliceOf(CanTho), Officer, 120).OfAll(),
            "meeting/held")
        .Given(new FlowersOffered("Chủ tịch Hồ Chí Minh", "Nhà lưu niệm", [CanTho], null).OfAll(), "ceremony/tribute")
        .Given(new CommunityActivityHeld("Tặng quà", 5_000_000).OfAll(), "community/gifts")
        .Given(new DirectiveIssued(
            Ministry, DirectiveBasis.Plan, null, null, "Việc", [CanTho, DaNang], Day("2022-08-31"), null).OfAll(),
            "directive/issued")
        .Given(new DirectiveFulfilled(DaNang, "Báo cáo 5").Of("2022-08-01"), "directive/issued")
        .Given(new TargetSet(null, "Tỷ lệ điều tra", TargetOperator.AtLeast, 85, TargetUnit.Percent, null,
            Day("2022-12-31")).Of(CanTho, DaNang), "target/set")
        .Given(new ScoreSubmitted(CanTho, 1, 95, 100).Of(), "evaluation/round")
        .Given(new CommendationAwarded(CanTho, "Cờ thi đua của Chính phủ", "Chính phủ", "1/QĐ", Day("2022-07-01")).Of(),
            "commendation/awarded")
        .Given(new PrioritiesSet(["Phòng ngừa"], "2022").OfAll(), EditionStream)
        .Given(new RemarksDelivered(Officer, RemarksKind.Opening, "Khai mạc").Of(CanTho), "meeting/held")
        .Retracted("meeting/held")
        .DisputedBy("community/gifts", DaNang);

    /// <summary>An entry that Đà Nẵng disputes.</summary>
    public static StoredActivity Disputed =>
        History.Events.Find(one => one.Stream == StreamKey.Parse("community/gifts"))!;

    private static History DisputedBy(this History history, string stream, CityId city) =>
        history.Given(new EntryDisputed(history.Last(stream), city, "Không dự"), stream);

    private static History Retracted(this History history, string stream) =>
        history.Given(new EntryRetracted(history.Last(stream), "Ghi trùng"), stream);
}
