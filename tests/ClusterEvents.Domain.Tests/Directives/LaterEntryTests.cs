using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Targets;
using Xunit;
using static ClusterEvents.Domain.Tests.Directives.DirectiveTests;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Directives;

/// <summary>A directive with entries that were recorded later than what followed them.</summary>
public sealed class LaterEntryTests
{
    private const string Stream = "directive/one";

    [Fact]
    public void The_latest_day_wins_and_not_the_latest_recording()
    {
        var target = Established.Given(new TargetSet(null, "x", TargetOperator.AtLeast, 85, TargetUnit.Percent, null,
            Day("2022-12-01")).Of("2022-01-05", CanTho), "target/one");
        Activity Value(decimal value, string asOf, string day) =>
            new TargetProgressReported(CanTho, value, Day(asOf), null).Of(day, CanTho);
        var reported = target.Given(Value(70, "2022-09-30", "2022-10-05"), "target/one")
            .Given(Value(20, "2022-03-31", "2022-04-05"), "target/one")
            // Reported late, of an earlier day still.
            .Given(Value(10, "2022-02-28", "2022-11-01"), "target/one").State<Target>("target/one").Of(CanTho)!;
        Assert.Equal((70, Day("2022-09-30")), (reported.LastValue, reported.LastAsOf));

        Activity Percent(int percent, string day) =>
            new DirectiveProgressReported(CanTho, percent, $"{percent}").Of(day, CanTho);
        var directive = Issued(null).Given(Percent(80, "2022-11-01"), Stream).Given(Percent(30, "2022-08-01"), Stream)
            .State<Directive>(Stream).Of(CanTho)!;
        Assert.Equal((80, "80"), (directive.Percent, directive.LastNote));
    }

    [Fact]
    public void History_is_completed_afterwards_and_late_compares_with_the_due_day_that_holds_in_the_end()
    {
        var fulfilled = Issued("2022-08-31").Given(Fulfil(CanTho, "2022-11-01"), Stream);
        Assert.True(Of(fulfilled, CanTho).Late);
        Assert.False(Of(fulfilled.Given(Amend("2022-12-31", "2022-08-15"), Stream), CanTho).Late);

        var closed = fulfilled.Given(Fulfil(DaNang, "2022-10-01"), Stream);
        var amended = closed.Given(Amend("2022-10-15", "2022-08-15"), Stream)
            .Given(Acknowledge(CanTho, "2022-08-02"), Stream)
            .Given(new DirectiveProgressReported(DaNang, 50, "x").Of("2022-09-01", DaNang), Stream);
        var (late, inTime) = (Of(amended, CanTho), Of(amended, DaNang));
        Assert.Equal((true, true, AddresseeStatus.Fulfilled), (late.Late, late.Acknowledged, late.Status));
        Assert.Equal((false, 50, AddresseeStatus.Fulfilled), (inTime.Late, inTime.Percent, inTime.Status));
        closed.When(Amend("2022-12-31", "2022-11-02"), Stream).RejectedWith("directive-closed");
        closed.When(Acknowledge(CanTho, "2022-11-02"), Stream).RejectedWith("directive-fulfilled", "city");

        var revoked = Issued("2022-08-31").Given(Revoke("2022-08-20"), Stream);
        revoked.Given(Acknowledge(CanTho, "2022-08-19"), Stream).Given(Fulfil(CanTho, "2022-08-19"), Stream);
        revoked.When(Acknowledge(CanTho, "2022-08-21"), Stream).RejectedWith("directive-revoked");
        var contradicted = fulfilled.When(Revoke("2022-10-31"), Stream);
        contradicted.RejectedWith("directive-revoked");
        Assert.Equal(fulfilled.Last(Stream), ((NamedEntry)contradicted.Rejections[0].Fault["entry"]!).ActivityId);
    }

    private static Addressee Of(History history, CityId city) => history.State<Directive>(Stream).Of(city)!;

    private static Activity Amend(string due, string day) =>
        new DirectiveAmended(Day(due), "Lùi hạn", null).OfAll(day);

    private static Activity Revoke(string day) => new DirectiveRevoked("Thôi", null).OfAll(day);
}
