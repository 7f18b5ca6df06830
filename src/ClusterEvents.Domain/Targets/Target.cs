using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Targets;

/// <summary>The state of a target and of each of its cities.</summary>
/// <param name="Set">The target as set.</param>
/// <param name="Cities">The cities that are to meet it, including those that have left the cluster since.</param>
/// <param name="Revisions">The revisions, in the order in which they occurred.</param>
public sealed record Target(
    TargetSet Set, ImmutableArray<CityTarget> Cities, ImmutableArray<TargetRevised> Revisions)
    : IStreamState<Target>, IBelongsToCluster, IOutlastsMembership, INamed
{
    public static string Kind => StreamKinds.Target;

    public string? ClusterId => Set.ClusterId;

    public static Target? Apply(Target? state, Activity activity) => (state, activity) switch
    {
        (_, TargetSet set) => new(set, [.. CitiesOf(set).Select(city => CityTarget.Begin(city, set.Goal()))], []),
        ({ } target, TargetRevised revised) => target.With(revised),
        ({ } target, TargetProgressReported progress) => target.With(progress.City, city => city.With(progress)),
        ({ } target, TargetMet met) =>
            target.With(met.City, city => city.End(TargetStatus.Met, met.FinalValue, met.OccurredOn)),
        ({ } target, TargetMissed missed) =>
            target.With(missed.City, city => city.End(TargetStatus.Missed, missed.FinalValue, missed.OccurredOn)),
        _ => state,
    };

    /// <summary>The state of one city; null if the target is not set for it.</summary>
    public CityTarget? Of(CityId city) => Cities.FirstOrDefault(one => one.City == city);

    /// <summary>What is measured, the unit behind a value, or the goal.</summary>
    public string? NameIn(Language language, string part, DateOnly? day)
    {
        var goal = Revisions.LastOrDefault(revised => !(revised.OccurredOn > day))?.Goal() ?? Set.Goal();
        return part switch
        {
            UnitPart => language.In(goal.Unit),
            GoalPart => language.In(goal),
            _ => goal.Metric,
        };
    }

    /// <summary>The unit, as it stands behind a value.</summary>
    internal const string UnitPart = "unit";

    /// <summary>The goal.</summary>
    internal const string GoalPart = "goal";

    public bool Concerns(CityId city) => Of(city) is not null;

    private static IEnumerable<CityId> CitiesOf(TargetSet set) => set.City is { } city ? [city] : set.CityIds ?? [];

    private Target With(CityId? city, Func<CityTarget, CityTarget> change) =>
        this with { Cities = [.. Cities.Select(one => city is null || one.City == city ? change(one) : one)] };

    private Target With(TargetRevised revised) =>
        With(revised.City, city => CityTarget.Begin(city.City, revised.Goal())) with
        {
            Revisions = Revisions.Add(revised),
        };
}
