using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Tests.Generated;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Meetings;

public sealed class MeetingTests
{
    private const string Stream = "meeting/one";

    internal static readonly Gen<Func<DateOnly, Activity>> Steps =
        from activity in Gen.OneOf(
            Values.Day.Select(Schedule),
            Values.Maybe(Values.Day).Select(day => new MeetingPostponed(day, "Bão").OfAll()),
            Gen.Elements(Hold, new MeetingCancelled("Bão").OfAll(), Remarks))
        select (Func<DateOnly, Activity>)(day => activity with { OccurredOn = day });

    private static Activity Hold =>
        new MeetingHeld(MeetingKind.Thematic, "Hội trường", PoliceOf(CanTho), null, null).OfAll();

    private static Activity Remarks => new RemarksDelivered(Officer, RemarksKind.Opening, null).Of(CanTho);

    [Fact]
    public void A_meeting_goes_from_schedule_over_postponements_to_being_held_or_cancelled() =>
        Lifecycle.Follows(Established, Stream, MeetingLifecycle.Unknown, "2022-07-29", Steps);

    [Fact]
    public void Whatever_is_retracted_and_reinstated_a_meeting_stands_as_its_entries_say() =>
        Lifecycle.StandsOn(Established, Stream, MeetingLifecycle.Unknown, "2022-07-29", Steps);

    [Fact]
    public void A_held_meeting_is_never_cancelled() =>
        Established.Given(Hold, Stream).When(new MeetingCancelled("Bão").OfAll(), Stream).RejectedWith("meeting-held");

    [Fact]
    public void A_meeting_belongs_to_the_cluster_that_opened_it()
    {
        foreach (var opening in new[] { Hold, Schedule("2022-12-20") })
        {
            var history = Established.Given(opening, Stream);
            Assert.Equal(Id, history.State<Meeting>(Stream).ClusterId);
            // What is added need not say the cluster again.
            var held = new MeetingPostponed(null, "Bão") { OccurredOn = Day("2022-07-29"), Scope = Scope.Cluster };
            if (history.When(held, Stream) is { IsAccepted: true } postponed)
                Assert.Equal(Id, Assert.Single(postponed.Batch.Accepted).Activity.ClusterId);
            else Assert.Same(Hold.GetType(), opening.GetType());
        }
    }

    [Fact]
    public void What_is_planned_may_lie_in_the_future_of_its_making() =>
        Assert.Equal(
            Day("2099-01-01"), Established.Given(Schedule("2099-01-01"), Stream).State<Meeting>(Stream).PlannedOn);

    [Fact]
    public void Where_what_opened_a_meeting_was_retracted_nothing_is_added_to_it()
    {
        var history = Established.Given(Schedule("2022-12-20"), Stream);
        history = history.Given(new Domain.Corrections.EntryRetracted(history.Last(Stream), "Ghi nhầm"), Stream);

        history.When(new MeetingPostponed(null, "Bão").OfAll(), Stream).RejectedWith("meeting-retracted");
    }

    private static Activity Schedule(string day) => Schedule(Day(day));

    private static Activity Schedule(DateOnly day) =>
        new MeetingScheduled(MeetingKind.Thematic, day, "Hội trường", PoliceOf(CanTho)).OfAll();
}
