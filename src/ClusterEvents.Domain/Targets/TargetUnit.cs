namespace ClusterEvents.Domain.Targets;

/// <summary>The unit of a target's values.</summary>
public enum TargetUnit { Percent, Cases, Count }
