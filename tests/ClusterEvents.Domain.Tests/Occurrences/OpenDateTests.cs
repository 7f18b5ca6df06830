using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Targets;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Occurrences;

/// <summary>An entry stands if it could at any place that its date leaves it among the others of its stream.</summary>
public sealed class OpenDateTests
{
    private const string Stream = "directive/one";

    private static readonly History Issued = Established.Given(new DirectiveIssued(
        Ministry, DirectiveBasis.Plan, null, null, "Việc", [CanTho], Day("2022-12-31"), null).Of("2022-07-01", CanTho),
        Stream);

    private static readonly Activity Reported = new DirectiveProgressReported(CanTho, 50, "x").Of(CanTho);

    [Theory]
    [InlineData("2022-08-14", Precision.Day, true)]
    [InlineData("2022-08-16", Precision.Day, false)]
    [InlineData("2022-08-31", Precision.Month, true)]
    [InlineData("2022-09-01", Precision.Month, false)]
    [InlineData("2022-09-30", Precision.Quarter, true)]
    [InlineData("2022-10-01", Precision.Quarter, false)]
    [InlineData("2022-12-31", Precision.Year, true)]
    [InlineData("2022-09-30", Precision.OnOrBefore, true)]
    [InlineData("2022-06-30", Precision.Day, false)]
    public void A_report_may_have_been_made_before_the_fulfilment(string day, Precision precision, bool may)
    {
        var fulfilled = Issued.Given(new DirectiveFulfilled(CanTho, "x").Of("2022-08-15"), Stream);

        Assert.Equal(may,
            fulfilled.When((Reported with { OccurredOn = Day(day) }).Known(precision), Stream).IsAccepted);
    }

    [Theory]
    [InlineData(Precision.Month, "2022-08-01", "2022-08-10", true)]
    [InlineData(Precision.Month, "2022-08-01", "2022-08-31", true)]
    [InlineData(Precision.Month, "2022-08-01", "2022-09-01", false)]
    [InlineData(Precision.Day, "2022-08-01", "2022-08-10", false)]
    [InlineData(Precision.OnOrBefore, "2022-08-01", "2022-08-10", false)]
    public void A_fulfilment_may_have_been_after_the_report(
        Precision precision, string fulfilled, string reported, bool may)
    {
        var record = Issued.Given(
            new DirectiveFulfilled(CanTho, "x").Of(fulfilled).Known(precision), Stream);

        Assert.Equal(may, record.When(Reported with { OccurredOn = Day(reported) }, Stream).IsAccepted);
    }

    [Theory]
    [InlineData(null, null, null, null, false)]
    [InlineData(null, null, DayPart.Afternoon, null, true)]
    [InlineData(DayPart.Morning, null, null, null, true)]
    [InlineData(DayPart.Morning, null, DayPart.Afternoon, null, false)]
    [InlineData(DayPart.Afternoon, null, DayPart.Morning, null, true)]
    [InlineData(DayPart.Morning, null, DayPart.Morning, null, false)]
    [InlineData(DayPart.Morning, null, DayPart.Morning, 5, true)]
    [InlineData(DayPart.Morning, 4, DayPart.Morning, 5, false)]
    [InlineData(DayPart.Morning, 6, DayPart.Morning, 5, true)]
    [InlineData(DayPart.Morning, null, DayPart.Afternoon, 5, false)]
    [InlineData(null, null, null, 5, true)]
    public void Within_a_day_what_both_say_settles_the_order(
        DayPart? ofFulfilment, int? hintOfFulfilment, DayPart? ofReport, int? hintOfReport, bool may)
    {
        var fulfilled = Issued.Given(new DirectiveFulfilled(CanTho, "x").Of("2022-08-15") with
        {
            DayPart = ofFulfilment,
            SequenceHint = hintOfFulfilment,
        }, Stream);

        Assert.Equal(may, fulfilled.When(Reported with
        {
            OccurredOn = Day("2022-08-15"),
            DayPart = ofReport,
            SequenceHint = hintOfReport,
        }, Stream).IsAccepted);
    }

    [Fact]
    public void What_made_room_for_a_later_entry_is_kept_as_long_as_that_stands()
    {
        const string target = "target/one";
        var goal = new TargetRevised(null, "x", TargetOperator.AtLeast, 2, TargetUnit.Count, null, Day("2022-09-30"));
        var revised = Established
            .Given(new TargetSet(CanTho, "x", TargetOperator.AtLeast, 1, TargetUnit.Count, null, Day("2022-08-31"))
                .Of("2022-07-01"), target)
            .Given(new TargetMet(CanTho, 1).Of("2022-08-31"), target)
            .Given(goal.Of("2022-09-01", CanTho), target);
        var revision = new EntryRetracted(revised.Last(target), "x");
        var again = revised.Given(new TargetMet(CanTho, 2).Of("2022-09-30"), target);

        revised.When(revision, target).Accepted();
        var refused = again.When(revision, target);
        refused.RejectedWith("target-met");
        var fault = refused.Rejections[0].Fault;
        Assert.Equal(("later-entry-needs-it", again.Last(target), Day("2022-09-30"), "target-met"),
            (fault.Code, ((NamedEntry)fault["entry"]!).ActivityId, fault["day"], ((Fault)fault["reason"]!).Code));
        again.Given(new EntryRetracted(again.Last(target), "x"), target).When(revision, target).Accepted();
    }

    [Fact]
    public void A_drive_is_opened_again_only_after_it_was_closed()
    {
        DriveOpened Opened(string from, string to) => new("Cao điểm", Day(from), Day(to));
        var closed = Established
            .Given(Opened("2022-07-01", "2022-07-31").OfAll("2022-07-01"), EditionStream)
            .Given(
                new DriveClosed("Cao điểm", Day("2022-07-01"), Day("2022-07-31")).OfAll("2022-07-31"), EditionStream);
        var closure = new EntryRetracted(closed.Last(EditionStream), "x");

        closed.When(closure, EditionStream).Accepted();
        closed.Given(Opened("2022-07-01", "2022-08-31").OfAll("2022-08-01"), EditionStream)
            .When(closure, EditionStream).RejectedWith("drive-already-open");
    }
}
