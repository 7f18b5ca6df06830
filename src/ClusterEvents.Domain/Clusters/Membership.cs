using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Clusters;

/// <summary>One membership of a city, without a break.</summary>
/// <param name="City">The member.</param>
/// <param name="From">The first day as a member.</param>
/// <param name="Until">The first day after the membership; null if it has not ended.</param>
public sealed record Membership(CityId City, DateOnly From, DateOnly? Until)
{
    public bool Includes(DateOnly day) => From <= day && (Until is not { } until || day < until);
}
