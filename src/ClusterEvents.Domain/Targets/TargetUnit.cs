using System.Collections.Immutable;

namespace ClusterEvents.Domain.Targets;

/// <summary>What a target's value counts.</summary>
public enum TargetUnit { Percent, Cases, Count }
