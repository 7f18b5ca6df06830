using System.Collections.Immutable;
using ClusterEvents.Recording;

namespace ClusterEvents.Targets;

/// <summary>Where a target stands with each of its cities.</summary>
/// <param name="Set">How it was set.</param>
/// <param name="Cities">The cities that are to meet it. One that leaves the cluster keeps it.</param>
/// <param name="Revisions">What was revised since, in the order of recording.</param>
public sealed record Target(
    TargetSet Set, ImmutableArray<CityTarget> Cities, ImmutableArray<TargetRevised> Revisions)
    : IStreamState<Target>, IBelongsToCluster, IOutlastsMembership
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

    /// <summary>Where one city stands; null for a city that the target was not set for.</summary>
    public CityTarget? Of(CityId city) => Cities.FirstOrDefault(one => one.City == city);

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

/// <summary>Where one city stands with a target.</summary>
/// <param name="City">The city that is to meet it.</param>
/// <param name="Goal">What is to be met, as revised last.</param>
/// <param name="Status">How far it is.</param>
/// <param name="LastValue">The value that it last reported, since the last revision.</param>
/// <param name="LastAsOf">The day of that value.</param>
/// <param name="FinalValue">The value that it ended with.</param>
/// <param name="EndedOn">The day that it was met or missed.</param>
public sealed record CityTarget(
    CityId City, Goal Goal, TargetStatus Status, decimal? LastValue, DateOnly? LastAsOf, decimal? FinalValue,
    DateOnly? EndedOn)
{
    public static CityTarget Begin(CityId city, Goal goal) => new(city, goal, TargetStatus.Set, null, null, null, null);

    /// <summary>What was reported while a result was retracted does not undo it when it comes back.</summary>
    internal CityTarget With(TargetProgressReported progress) => this with
    {
        Status = Status is TargetStatus.Met or TargetStatus.Missed ? Status : TargetStatus.InProgress,
        LastValue = progress.Value,
        LastAsOf = progress.AsOf,
    };

    internal CityTarget End(TargetStatus status, decimal finalValue, DateOnly? day) =>
        this with { Status = status, FinalValue = finalValue, EndedOn = day };
}

/// <summary>How far a city is with a target.</summary>
public enum TargetStatus { Set, InProgress, Met, Missed }

/// <summary>What is to be met.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Operator">How the value is compared.</param>
/// <param name="Value">The value to be met, in the unit.</param>
/// <param name="Unit">What the value counts.</param>
/// <param name="Baseline">The value that it starts from, in the unit.</param>
/// <param name="DueOn">The day from which it is met or missed.</param>
public sealed record Goal(
    string Metric, TargetOperator Operator, decimal Value, TargetUnit Unit, decimal? Baseline, DateOnly DueOn);

/// <summary>How a target's value is compared: ≥, ≤, =, or as a reduction from the baseline.</summary>
public enum TargetOperator { AtLeast, AtMost, Equal, ReduceBy }

/// <summary>What a target's value counts.</summary>
public enum TargetUnit { Percent, Cases, Count }

/// <summary>The words for what is to be met, and for values in its unit.</summary>
internal static class Goals
{
    public static string In(this Language language, Goal goal) => Words.Line(
        $"{goal.Metric} {Comparison(goal.Operator, language)} {language.In(goal.Value, goal.Unit)}",
        goal.Baseline is { } baseline
            ? language.In($"Mốc so sánh: {language.In(baseline)}", $"Baseline {language.In(baseline)}") : null,
        language.In($"Hạn: {language.In(goal.DueOn)}", $"Due {language.In(goal.DueOn)}"));

    private static string In(this Language language, decimal value, TargetUnit unit) => unit switch
    {
        TargetUnit.Percent => $"{language.In(value)}%",
        TargetUnit.Cases => language.In($"{language.In(value)} vụ", $"{language.In(value)} cases"),
        _ => language.In(value),
    };

    private static string Comparison(TargetOperator comparison, Language language) => comparison switch
    {
        TargetOperator.AtLeast => "≥",
        TargetOperator.AtMost => "≤",
        TargetOperator.Equal => "=",
        _ => language.In("giảm", "reduced by"),
    };
}
