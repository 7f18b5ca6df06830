using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Tests.Generated;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Directives;

public sealed class DirectiveTests
{
    private const string Stream = "directive/one";

    private static readonly Gen<CityId> Addressees = Gen.Elements(CanTho, DaNang, CanTho, DaNang, HaNoi);

    internal static readonly Gen<Func<DateOnly, Activity>> Steps =
        from make in Gen.Frequency<Func<DateOnly, Activity>>(
            (3, Addressees.Select(city => On(_ => Acknowledge(city)))),
            (3, from city in Addressees
                from percent in Values.Maybe(Gen.Choose(0, 100))
                from note in Values.Text
                select On(_ => new DirectiveProgressReported(city, percent, note).Of(city))),
            (3, Addressees.Select(city => On(_ => new DirectiveFulfilled(city, "Báo cáo 1").Of(city)))),
            (4, Addressees.Select(city => On(day => new DirectiveOverdue(city, day).Of(city)))),
            (2, from day in Gen.Elements("2022-07-01", "2022-08-31", "2022-09-30", null)
                select On(_ => new DirectiveAmended(day is null ? null : Day(day), "Lùi hạn", null).OfAll())),
            (1, Gen.Constant(On(_ => Revoke))))
        select On(day => make(day) with { OccurredOn = day });

    private static Func<DateOnly, Activity> On(Func<DateOnly, Activity> make) => make;

    private static Activity Revoke => new DirectiveRevoked("Hết hiệu lực", null).OfAll("2022-09-10");

    [Theory]
    [InlineData(null)]
    [InlineData("2022-08-31")]
    public void Each_addressee_goes_from_issued_to_fulfilled_and_overdue_is_a_flag_on_the_way(string? due) =>
        Lifecycle.Follows(Issued(due), Stream, Model(due), "2022-08-01", Steps);

    [Theory]
    [InlineData(null)]
    [InlineData("2022-08-31")]
    public void Whatever_is_retracted_and_reinstated_a_directive_stands_as_its_entries_say(string? due) =>
        Lifecycle.StandsOn(Issued(due), Stream, Model(due), "2022-08-01", Steps);

    [Theory]
    [InlineData(Precision.Day, "2022-08-31", false)]
    [InlineData(Precision.Day, "2022-09-01", true)]
    [InlineData(Precision.Month, "2022-08-31", false)]
    [InlineData(Precision.Month, "2022-09-30", true)]
    [InlineData(Precision.Year, "2022-12-31", false)]
    [InlineData(Precision.OnOrBefore, "2022-12-31", false)]
    public void A_fulfilment_is_late_only_where_it_was_so_on_every_day_that_it_may_have_been(
        Precision precision, string day, bool late) =>
        Assert.Equal(late, Issued("2022-08-31").Given(Fulfil(CanTho, day).Known(precision), Stream)
            .State<Directive>(Stream).Of(CanTho)!.Late);

    [Theory]
    [InlineData("2022-07-28", Precision.Day, null, "due-before-issue")]
    [InlineData("2022-07-29", Precision.Day, null, null)]
    [InlineData("2022-07-01", Precision.Month, null, null)]
    [InlineData("2022-06-30", Precision.Month, null, "due-before-issue")]
    [InlineData("2021-12-31", Precision.Year, null, "due-before-issue")]
    [InlineData("2000-01-01", Precision.OnOrBefore, "2022-07-29", null)]
    public void A_directive_is_not_due_before_the_first_day_on_which_it_may_have_been_issued(
        string due, Precision precision, string? document, string? code)
    {
        var decided = Established.When(Issue(due, document).Known(precision), Stream);

        if (code is null) decided.Accepted();
        else decided.RejectedWith(code, "dueOn");
    }

    [Fact]
    public void Where_its_day_is_not_known_the_day_of_the_document_counts()
    {
        var undated = Issue("2022-07-28", "2022-07-29") with
        {
            OccurredOn = null,
            Precision = Precision.Unknown,
            Scope = Scope.City,
            CityIds = [CanTho, DaNang],
        };

        Established.When(undated, Stream).RejectedWith("due-before-issue", "dueOn");
        var issued = Established.Given(((DirectiveIssued)undated) with { DueOn = Day("2022-07-29") }, Stream);
        Assert.Equal(Day("2022-07-29"), issued.State<Directive>(Stream).IssuedOn);
        Assert.Equal(Day("2022-07-29"), Issued(null).State<Directive>(Stream).IssuedOn);
    }

    [Fact]
    public void Nobody_is_overdue_on_a_day_that_has_not_come() =>
        Issued("2022-08-31").When(Overdue(CanTho, "2023-07-01"), Stream).RejectedWith("invalid-request", "asOf");

    [Fact]
    public void An_addressee_acknowledges_once()
    {
        var acknowledged = Issued(null).Given(Acknowledge(CanTho), Stream);

        acknowledged.When(Acknowledge(CanTho, "2022-08-02"), Stream).RejectedWith("already-acknowledged", "city");
        acknowledged.Given(Acknowledge(DaNang), Stream);
    }

    [Fact]
    public void The_day_of_an_acknowledgement_is_kept_with_it()
    {
        var directive = Issued(null).Given(Acknowledge(CanTho, "2022-08-05"), Stream).State<Directive>(Stream);

        Assert.Equal(Day("2022-08-05"), directive.Of(CanTho)!.AcknowledgedOn);
        Assert.Null(directive.Of(DaNang)!.AcknowledgedOn);
        Assert.Null(directive.Of(HaNoi));
    }

    [Fact]
    public void A_member_that_left_keeps_what_it_owes()
    {
        var left = Issued("2022-08-31").Given(new Domain.Clusters.MemberLeft(
            PoliceOf(CanTho), CanTho, Day("2022-08-10"), null).Of("2022-08-10"), ClusterStream);

        left.Given(Acknowledge(CanTho, "2022-08-20"), Stream).Given(Overdue(CanTho, "2022-09-01"), Stream)
            .Given(Fulfil(CanTho, "2022-09-05"), Stream);
        left.When(Fulfil(HaNoi, "2022-09-05"), Stream).RejectedWith("directive-not-addressed-to-city", "city");
    }

    [Fact]
    public void A_directive_is_addressed_to_members()
    {
        var issue = (DirectiveIssued)Issue(null);

        Established.When(issue with { Addressees = [CanTho, Hue] }, Stream)
            .RejectedWith("city-not-a-member", "addressees");
    }

    [Fact]
    public void A_revoked_directive_has_nobody_overdue_and_what_was_reported_stays()
    {
        var history = Issued("2022-08-31").Given(Overdue(CanTho, "2022-09-01"), Stream)
            .Given(new DirectiveAmended(null, "Bổ sung", "CV-2").OfAll(), Stream);
        Assert.Equal(Day("2022-09-01"), history.State<Directive>(Stream).Of(CanTho)!.OverdueAsOf);
        Assert.Equal("Bổ sung", Assert.Single(history.State<Directive>(Stream).Amendments).Reason);

        var revoked = history.Given(Revoke, Stream).State<Directive>(Stream);

        Assert.Equal("Hết hiệu lực", revoked.Revoked!.Reason);
        Assert.All(revoked.Addressees, one => Assert.Null(one.OverdueAsOf));
        Assert.Empty(revoked.Owing);
    }

    internal static Activity Acknowledge(CityId city, string day = "2022-08-01") =>
        new DirectiveAcknowledged(city, Officer).Of(day, city);

    internal static Activity Fulfil(CityId city, string day) => new DirectiveFulfilled(city, "Báo cáo 1").Of(day, city);

    internal static Activity Overdue(CityId city, string day) =>
        new DirectiveOverdue(city, Day(day)).Of("2022-11-01", city);

    internal static Activity Issue(string? due, string? document = null) => new DirectiveIssued(Ministry,
        DirectiveBasis.Plan, null, document is null ? null : Day(document), "Việc cần làm", [CanTho, DaNang],
        due is null ? null : Day(due), null).OfAll();

    /// <summary>The same as an entry of its addressees, and not of the whole cluster.</summary>
    internal static Activity IssueToCities(string? due) =>
        Issue(due) with { Scope = Scope.City, CityIds = [CanTho, DaNang] };

    internal static History Issued(string? due) => Established.Given(Issue(due), Stream);

    private static DirectiveLifecycle Model(string? due) =>
        DirectiveLifecycle.Of(Day("2022-07-29"), due is null ? null : Day(due), CanTho, DaNang);
}
