using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Targets;
using ClusterEvents.Domain.Tests.Generated;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Targets;

public sealed class TargetTests
{
    private const string Stream = "target/one";

    private static readonly Goal Goal =
        new("Tỷ lệ điều tra", TargetOperator.AtLeast, 85, TargetUnit.Percent, null, Day("2022-12-01"));

    private static readonly Gen<CityId> Cities = Gen.Elements(CanTho, DaNang, CanTho, DaNang, HaNoi);

    internal static readonly Gen<Func<DateOnly, Activity>> Steps = Gen.Frequency(
        (3, from city in Cities
            from value in Values.Number
            from days in Gen.Choose(0, 60)
            from unit in Gen.Elements<TargetUnit?>(null, null, TargetUnit.Percent, TargetUnit.Percent, TargetUnit.Cases)
            select On(day => new TargetProgressReported(city, value, day.AddDays(-days), unit).Of(city), city)),
        (3, from city in Cities from value in Values.Number select On(_ => new TargetMet(city, value), city)),
        (3, from city in Cities from value in Values.Number select On(_ => new TargetMissed(city, value), city)),
        (2, from city in Values.Maybe(Cities)
            from value in Values.Number
            from due in Gen.Elements("2022-07-28", "2022-07-29", "2022-12-15")
                // One reason at a time: what breaks two rules at once has a test of its own.
            select On(_ => Revise(city, city == HaNoi ? "2022-12-15" : due, value), city)));

    private static Func<DateOnly, Activity> On(Func<DateOnly, Activity> make, CityId? city) => day => make(day) with
    {
        OccurredOn = day,
        ClusterId = Id,
        Scope = city is null ? Scope.Cluster : Scope.City,
        CityIds = city is { } one ? [one] : null,
    };

    [Fact]
    public void Each_city_goes_from_set_to_met_or_missed_and_a_revision_starts_anew() =>
        Lifecycle.Follows(Established.Given(Set(CanTho, DaNang), Stream), Stream, Model, "2022-08-10", Steps);

    [Fact]
    public void Whatever_is_retracted_and_reinstated_a_target_stands_as_its_entries_say() =>
        Lifecycle.StandsOn(Established.Given(Set(CanTho, DaNang), Stream), Stream, Model, "2022-08-10", Steps);

    [Theory]
    [InlineData("2022-07-28", Precision.Day, "due-before-set")]
    [InlineData("2022-07-29", Precision.Day, null)]
    [InlineData("2022-07-01", Precision.Month, null)]
    [InlineData("2022-06-30", Precision.Month, "due-before-set")]
    [InlineData("2022-01-01", Precision.Year, null)]
    [InlineData("2000-01-01", Precision.OnOrBefore, null)]
    public void A_target_is_not_due_before_the_first_day_on_which_it_may_have_been_set(
        string due, Precision precision, string? code)
    {
        var decided = Established.When(
            ((TargetSet)Set(CanTho)) with { DueOn = Day(due), Precision = precision }, Stream);

        if (code is null) decided.Accepted();
        else decided.RejectedWith(code, "dueOn");
    }

    [Theory]
    [InlineData("2022-11-30", Precision.Day, false)]
    [InlineData("2022-12-01", Precision.Day, true)]
    [InlineData("2022-11-01", Precision.Month, false)]
    [InlineData("2022-12-01", Precision.Month, true)]
    [InlineData("2022-01-01", Precision.Year, true)]
    public void A_target_is_missed_no_earlier_than_the_last_day_on_which_it_may_have_been(
        string day, Precision precision, bool due)
    {
        var decided = Established.Given(Set(CanTho), Stream).When(Missed(CanTho, day).Known(precision), Stream);

        if (due) decided.Accepted();
        else decided.RejectedWith("target-not-due", "occurredOn");
    }

    [Fact]
    public void Of_a_miss_on_an_unknown_day_today_decides()
    {
        var set = (TargetSet)Set(CanTho);
        var undated = Missed(CanTho, "2022-11-30") with { OccurredOn = null, Precision = Precision.Unknown };

        Established.Given(set, Stream).Given(undated, Stream);
        Established.Given(set with { DueOn = History.Today }, Stream).Given(undated, Stream);
        Established.Given(set with { DueOn = History.Today.AddDays(1) }, Stream).When(undated, Stream)
            .RejectedWith("target-not-due", "occurredOn");
    }

    [Fact]
    public void A_target_for_one_city_is_for_that_city_only_and_one_for_all_for_its_cities()
    {
        var set = (TargetSet)Set(CanTho, DaNang);

        Target Of(Activity activity) => Established.Given(activity, Stream).State<Target>(Stream);
        Assert.Equal([CanTho], Of(set with { City = CanTho }).Cities.Select(one => one.City));
        Assert.Equal([CanTho, DaNang], Of(set).Cities.Select(one => one.City));
        var all = Of((set with { CityIds = null }).OfAll());
        Assert.Equal(Members, all.Cities.Select(one => one.City));
        Assert.Equal((Id, Goal), (all.ClusterId, all.Of(HaNoi)!.Goal));
    }

    [Fact]
    public void A_value_of_a_day_that_has_not_come_is_refused() => Established.Given(Set(CanTho), Stream)
        .When(new TargetProgressReported(CanTho, 1, Day("2023-07-01"), null).Of(CanTho), Stream)
        .RejectedWith("invalid-request", "asOf");

    [Fact]
    public void A_target_is_met_or_missed_and_never_both_whatever_was_retracted()
    {
        var met = Established.Given(Set(CanTho), Stream)
            .Given(new TargetMet(CanTho, 90).Of("2022-12-05", CanTho), Stream);
        var first = met.Last(Stream);
        var missed = met.Given(new EntryRetracted(first, "Nhầm"), Stream).Given(Missed(CanTho, "2022-12-06"), Stream);

        missed.When(new EntryReinstated(first, "Đúng"), Stream).RejectedWith("target-missed", "city");
    }

    [Fact]
    public void A_revision_for_a_city_that_the_target_was_not_set_for_before_it_was_set_breaks_both_rules()
    {
        var decided = Established.Given(Set(CanTho), Stream).When(Revise(HaNoi, "2022-07-28", 1), Stream);

        Assert.Equal(["target-not-set-for-city", "due-before-set"], decided.Rejections.Select(one => one.Code));
    }

    private static TargetLifecycle Model => TargetLifecycle.Of(Day("2022-07-29"), Goal, CanTho, DaNang);

    internal static Activity Set(params CityId[] cities) => new TargetSet(
        null, Goal.Metric, Goal.Operator, Goal.Value, Goal.Unit, Goal.Baseline, Goal.DueOn).Of(cities);

    private static Activity Missed(CityId city, string day, decimal value = 1) =>
        new TargetMissed(city, value).Of(day, city);

    private static Activity Revise(CityId? city, string due, decimal value)
    {
        var revised = new TargetRevised(city, Goal.Metric, Goal.Operator, value, Goal.Unit, Goal.Baseline, Day(due));
        return city is { } one ? revised.Of(one) : revised.OfAll();
    }
}
