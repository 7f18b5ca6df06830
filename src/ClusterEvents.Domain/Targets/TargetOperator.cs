namespace ClusterEvents.Domain.Targets;

/// <summary>How a value is compared with the goal: ≥, ≤, =, or as a reduction from the baseline.</summary>
public enum TargetOperator { AtLeast, AtMost, Equal, ReduceBy }
