using ClusterEvents.Domain.Targets;
using FsCheck;
using FsCheck.Fluent;

namespace ClusterEvents.Domain.Tests.Generated;

internal static class TargetCommands
{
    private static readonly string?[] Targets = ["target/set", "target/set", "target/set", "target/unknown"];

    private static readonly Gen<Goal> Goal =
        from metric in Values.Text
        from comparison in Values.OneOf<TargetOperator>()
        from value in Values.Number
        from unit in Values.OneOf<TargetUnit>()
        from baseline in Values.Maybe(Values.Number)
        from due in Values.Day
        select new Goal(metric, comparison, value, unit, baseline, due);

    public static readonly KeyValuePair<Type, Gen<Command>>[] All =
    [
        Commands.Of(
            from city in Values.Maybe(Values.City)
            from goal in Goal
            select new TargetSet(city, goal.Metric, goal.Operator, goal.Value, goal.Unit, goal.Baseline, goal.DueOn),
            null, null, "target/new", "target/set"),
        Commands.Of(
            from city in Values.Maybe(Values.City)
            from goal in Goal
            select new TargetRevised(
                city, goal.Metric, goal.Operator, goal.Value, goal.Unit, goal.Baseline, goal.DueOn), Targets),
        Commands.Of(
            from city in Values.City
            from value in Values.Number
            from day in Values.Day
            from unit in Values.Maybe(Values.OneOf<TargetUnit>())
            select new TargetProgressReported(city, value, day, unit), Targets),
        Commands.Of(
            from city in Values.City
            from value in Gen.Frequency((3, Gen.Choose(85, 100).Select(number => (decimal)number)), (1, Values.Number))
            select new TargetMet(city, value), Targets),
        Commands.Of(
            from city in Values.City from value in Values.Number select new TargetMissed(city, value), Targets),
    ];
}
