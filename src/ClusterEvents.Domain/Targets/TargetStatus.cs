using System.Collections.Immutable;

namespace ClusterEvents.Domain.Targets;

/// <summary>How far a city is with a target.</summary>
public enum TargetStatus { Set, InProgress, Met, Missed }
