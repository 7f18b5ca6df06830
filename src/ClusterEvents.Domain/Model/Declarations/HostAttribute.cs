namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>The unit that hosts an activity: its city is among those that the activity concerns, or a guest.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class HostAttribute : Attribute;
