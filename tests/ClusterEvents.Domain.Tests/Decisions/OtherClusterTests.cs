using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>
/// What is one's own in one place gives no right elsewhere: a second cluster, which Huế leads, and meetings of the host
/// alone.
/// </summary>
public sealed class OtherClusterTests
{
    private const string Second = "cum-2-bca", Shared = "chung-2022", Drives = $"campaign/{Shared}";

    private static readonly Recorder OfHue = RecorderOf(Hue);

    /// <summary>
    /// Hải Phòng leads the first cluster and Huế the second; the ministry's campaign is open to both.
    /// </summary>
    private static readonly History Two = Established
        .Given(new LeadershipAssigned(2022, HaiPhong, null, LeadershipMode.Elected).OfAll("2022-01-10"), ClusterStream)
        .Given(new ClusterEstablished("Bộ Công an", null, 2, "Cụm thi đua số 2")
        {
            OccurredOn = Day("2019-12-31"),
            Scope = Scope.Cluster,
        }, $"cluster/{Second}")
        .Given(OfSecond(new MemberJoined(PoliceOf(Hue), Hue, Day("2020-01-01"), null).Of("2020-01-01")),
            $"cluster/{Second}")
        .Given(OfSecond(new LeadershipAssigned(2022, Hue, null, LeadershipMode.Elected).OfAll("2022-01-10")),
            $"cluster/{Second}")
        .Given(Launch("Chung", 2022, Shared) with { ClusterId = null }, Drives);

    [Fact]
    public void Each_cluster_opens_and_closes_its_own_drives_of_a_shared_campaign()
    {
        Activity opened = new DriveOpened("Cao điểm", Day("2022-07-01"), Day("2022-09-02")).OfAll("2022-07-01"),
            closed = new DriveClosed("Cao điểm", Day("2022-07-01"), Day("2022-07-28")).OfAll();
        var open = Two.Given(opened, Drives);

        open.When(OfSecond(closed), Drives, OfHue).RejectedWith("drive-not-open", "name");
        open.When(opened, Drives, OfHaiPhong).RejectedWith("drive-already-open", "name");
        var both = open.When(OfSecond(opened), Drives, OfHue).Accepted();
        var left = both.When(OfSecond(closed), Drives, OfHue).Accepted();
        Assert.Equal([Id], left.State<Campaign>(Drives).OpenDrives.Select(drive => drive.ClusterId));
        left.When(closed, Drives, OfHaiPhong).Accepted();
    }

    [Fact]
    public void The_host_of_a_meeting_in_one_cluster_records_no_tribute_in_another()
    {
        var held = Two.Given(OfSecond(Meeting(Hue).Of(Hue)), "meeting/second");
        var flowers = new FlowersOffered("x", "y", [CanTho, HaNoi], StreamKey.Parse("meeting/second"));

        held.When(flowers.Of(), by: OfHue).RejectedWith("not-your-city");
        held.When(flowers.Of(), by: Office).Accepted();
    }

    [Fact]
    public void The_host_of_a_meeting_records_no_tribute_by_whom_the_meeting_does_not_name()
    {
        var related = StreamKey.Parse("meeting/one");
        var alone = Established.Given(Meeting(DaNang).Of(DaNang), "meeting/one");
        var together = Established.Given(Meeting(DaNang).Of(DaNang, CanTho), "meeting/one");
        var flowers = new FlowersOffered("x", "y", [DaNang, CanTho], related);

        alone.When(flowers.Of(), by: OfDaNang).RejectedWith("not-your-city");
        alone.When(flowers.OfAll(), by: OfDaNang).RejectedWith("not-your-city");
        alone.When((flowers with { Participants = [DaNang] }).Of(), by: OfDaNang).Accepted();
        together.When(flowers.Of(), by: OfDaNang).Accepted();
        together.When((flowers with { Participants = [DaNang, HaNoi] }).Of(), by: OfDaNang)
            .RejectedWith("not-your-city");
        // Nor by a correction of what is its own.
        var own = alone.Given((flowers with { Participants = [DaNang] }).Of(), "ceremony/own");
        own.When(new EntryCorrected(own.Last("ceremony/own"),
        [
            Corrected.Change("participants", new[] { "da-nang" }, new[] { "da-nang", "can-tho" }),
            Corrected.Change("cityIds", new[] { "da-nang" }, new[] { "da-nang", "can-tho" }),
        ], "x"), "ceremony/own", OfDaNang).RejectedWith("not-your-city");
    }

    private static MeetingHeld Meeting(CityId host) => new(MeetingKind.Other, "x", PoliceOf(host), null, null);

    private static Activity OfSecond(Activity activity) => activity with { ClusterId = Second };
}
