using System.Collections.Immutable;

namespace ClusterEvents.Domain.Targets;

/// <summary>What is to be met.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Operator">How the value is compared.</param>
/// <param name="Value">The value to be met, in the unit.</param>
/// <param name="Unit">What the value counts.</param>
/// <param name="Baseline">The value that it starts from, in the unit.</param>
/// <param name="DueOn">The day from which it is met or missed.</param>
public sealed record Goal(
    string Metric, TargetOperator Operator, decimal Value, TargetUnit Unit, decimal? Baseline, DateOnly DueOn);
