namespace ClusterEvents.Domain.Targets;

/// <summary>An activity that ends a city's target: it is met or missed, and never both.</summary>
internal interface IEndsTarget;
