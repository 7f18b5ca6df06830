using System.Collections.Immutable;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Targets;

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
