namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// Cities that must be members of the activity's cluster on the day it occurred, and among those that it concerns.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class MemberAttribute : Attribute;
