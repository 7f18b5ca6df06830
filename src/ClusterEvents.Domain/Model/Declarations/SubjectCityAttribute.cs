namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// The field with the one city that an activity is about. It is the default of <c>cityIds</c>, and recording the
/// activity requires permission to record for this city.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SubjectCityAttribute : Attribute;
