using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Reading;

/// <summary>A city that a field of an activity names.</summary>
/// <param name="Field">The path of the field, such as <c>hostUnit.cityId</c>.</param>
/// <param name="City">The city.</param>
/// <param name="Role">What it is in the activity.</param>
/// <param name="IsAlone">Whether the field names one city, rather than a list.</param>
public readonly record struct NamedCity(string Field, CityId City, CityRole Role, bool IsAlone)
{
    public bool IsGuest => Role == CityRole.Guest;

    /// <summary>Whether it does what the activity says, as the host or otherwise.</summary>
    public bool Acts => Role is CityRole.Acts or CityRole.Hosts;
}
