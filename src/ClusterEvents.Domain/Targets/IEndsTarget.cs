namespace ClusterEvents.Domain.Targets;

/// <summary>An activity that ends a city's target. A target is either met or missed.</summary>
internal interface IEndsTarget;
