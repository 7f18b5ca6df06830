using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Targets;

/// <summary>The state of one city's target.</summary>
/// <param name="City">The city that is to meet it.</param>
/// <param name="Goal">The goal as last revised.</param>
/// <param name="Status">Its progress.</param>
/// <param name="LastValue">The latest value reported since the last revision.</param>
/// <param name="LastAsOf">The day of that value.</param>
/// <param name="FinalValue">The final value; null while open.</param>
/// <param name="EndedOn">The day on which it was met or missed.</param>
public sealed record CityTarget(
    CityId City, Goal Goal, TargetStatus Status, decimal? LastValue, DateOnly? LastAsOf, decimal? FinalValue,
    DateOnly? EndedOn)
{
    public static CityTarget Begin(CityId city, Goal goal) => new(city, goal, TargetStatus.Set, null, null, null, null);

    /// <summary>The value of the latest day counts, whenever it was reported.</summary>
    internal CityTarget With(TargetProgressReported progress)
    {
        var status = Status is TargetStatus.Met or TargetStatus.Missed ? Status : TargetStatus.InProgress;
        return progress.AsOf < LastAsOf ? this with { Status = status }
            : this with { Status = status, LastValue = progress.Value, LastAsOf = progress.AsOf };
    }

    internal CityTarget End(TargetStatus status, decimal finalValue, DateOnly? day) =>
        this with { Status = status, FinalValue = finalValue, EndedOn = day };
}
