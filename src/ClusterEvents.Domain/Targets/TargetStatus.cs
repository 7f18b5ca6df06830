namespace ClusterEvents.Domain.Targets;

/// <summary>The progress of a city with a target.</summary>
public enum TargetStatus { Set, InProgress, Met, Missed }
