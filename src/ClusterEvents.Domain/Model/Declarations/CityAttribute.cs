namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// A field that names a city, several, or an organisation of one, and what they are in the activity. Every such field
/// has it. All but guests are among <c>cityIds</c>, and are members on that day.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class CityAttribute(CityRole role) : Attribute
{
    public CityRole Role { get; } = role;
}
