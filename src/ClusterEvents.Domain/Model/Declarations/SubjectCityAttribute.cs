namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// The field of an activity that holds the one city that it is about. The activity concerns this city where
/// <c>cityIds</c> is left out, and only who records for it may record the activity.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SubjectCityAttribute : Attribute;
