using ClusterEvents.Domain.Model;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Clusters;

/// <summary>One membership of a city, without a break.</summary>
/// <param name="City">The member.</param>
/// <param name="From">The first day as a member.</param>
/// <param name="Until">The first day after the membership; null if it has not ended.</param>
public sealed record Membership(CityId City, DateOnly From, DateOnly? Until)
{
    /// <summary>The error if a unit is said to be that of another city than the member.</summary>
    internal static IEnumerable<(string Field, Fault Fault)> UnitErrors(Organisation? unit, CityId city) =>
        unit?.CityId is { } home && home != city && city.Value is not null
            ? [("unit.cityId", new("unit-of-another-city", ("unit", home), ("city", city)))]
            : [];

    public bool Includes(DateOnly day) => From <= day && (Until is not { } until || day < until);
}
