using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Targets;

/// <summary>Rules and wording shared by the results of one city's target.</summary>
internal static class CityResult
{
    /// <summary>The codes of <see cref="ClosedFor"/>.</summary>
    public static readonly string[] Codes = ["before-set", "target-not-set-for-city", "target-met", "target-missed"];

    /// <summary>
    /// The rejection if this city's target accepts no such result at that time; null while it is open.
    /// </summary>
    public static Rejection? ClosedFor(CityId city, Target? target, Activity activity) =>
        target is null ? null
        : BeforeSet(target, activity) is { } early ? early
        : target.Of(city) is not { } one ? NotSetFor(city, target)
        : one.Status switch
        {
            TargetStatus.Met => Rejection.Rule(new Fault("target-met", ("city", city)), "city"),
            TargetStatus.Missed => Rejection.Rule(new Fault("target-missed", ("city", city)), "city"),
            _ => null,
        };

    /// <summary>The rejection of an activity before the target was set; null if it may be valid.</summary>
    public static Rejection? BeforeSet(Target target, Activity activity) =>
        target.Set.Earliest() is { } set && activity.Latest() < set
            ? Rejection.Rule(new Fault("before-set", ("set", set), ("day", activity.Latest())), "occurredOn")
            : null;

    /// <summary>
    /// The rejection of a final value by which the target was not met, or not missed; null if it may be.
    /// </summary>
    public static Rejection? Contradiction(CityId city, Target? target, decimal finalValue, bool met) =>
        target?.Of(city)?.Goal is not { } goal || (met ? goal.MayBeMetBy(finalValue) : goal.MayBeMissedBy(finalValue))
            ? null
            : Rejection.Rule(
                new Fault("final-value-contradicts", ("number", finalValue), ("goal", new GoalInWords(goal))),
                "finalValue");

    /// <summary>The title of a timeline entry about a value: what is measured, and the value in its unit.</summary>
    public static string Title(string before, decimal value, Language language) =>
        $"{before}{NameReference.ToOwnStream()}: {language.In(value)}{NameReference.ToOwnStream(Target.UnitPart)}";

    /// <summary>The city, and the goal that a final value is compared with.</summary>
    public static string Line(CityId city) =>
        DisplayFormat.Line(NameReference.To(city), NameReference.ToOwnStream(Target.GoalPart));

    public static Rejection NotSetFor(CityId city, Target target) => Rejection.Rule(new Fault("target-not-set-for-city",
        ("entry", new OwnStream()), ("city", city), ("cities", target.Cities.Select(of => of.City).ToArray())), "city");
}
