namespace ClusterEvents.Domain.Targets;

/// <summary>A measurable goal.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Operator">How a value is compared with it.</param>
/// <param name="Value">The value to reach, in the unit.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Baseline">The starting value, in the unit.</param>
/// <param name="DueOn">The day from which it counts as met or missed.</param>
public sealed record Goal(
    string Metric, TargetOperator Operator, decimal Value, TargetUnit Unit, decimal? Baseline, DateOnly DueOn);
