using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Meetings;

/// <summary>A meeting is never both held and cancelled.</summary>
public sealed class HeldOrCancelledTests
{
    private const string Meeting = "meeting/one";

    [Fact]
    public void A_meeting_is_held_or_cancelled_whatever_is_retracted_and_reinstated()
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

    private static Activity Schedule(string day) =>
        new MeetingScheduled(MeetingKind.Other, Day("2022-03-15"), "x", PoliceOf(CanTho)).OfAll(day);

    private static Activity Hold(string day) =>
        new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).OfAll(day);

    private static Activity Cancel(string day) => new MeetingCancelled("Bão").OfAll(day);
}
