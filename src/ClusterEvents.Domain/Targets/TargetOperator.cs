using System.Collections.Immutable;

namespace ClusterEvents.Domain.Targets;

/// <summary>How a target's value is compared: ≥, ≤, =, or as a reduction from the baseline.</summary>
public enum TargetOperator { AtLeast, AtMost, Equal, ReduceBy }
