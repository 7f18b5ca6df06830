using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Clusters;

/// <summary>The state of a cluster: its memberships and leadership terms.</summary>
/// <param name="ClusterId">Its own key.</param>
/// <param name="Memberships">Every membership on record, in the order of recording.</param>
/// <param name="Terms">The leadership of each year that has one on record.</param>
public sealed record Cluster(
    string? ClusterId, ImmutableArray<Membership> Memberships, ImmutableSortedDictionary<int, LeadershipTerm> Terms)
    : IStreamState<Cluster>, IMembership, IBelongsToCluster
{
    public static string Kind => StreamKinds.Cluster;

    public static Cluster? Apply(Cluster? state, Activity activity) => (state, activity) switch
    {
        (_, ClusterEstablished) => new(activity.ClusterId, [], ImmutableSortedDictionary<int, LeadershipTerm>.Empty),
        ({ } cluster, MemberJoined joined) => cluster.With(joined),
        ({ } cluster, MemberLeft left) => cluster.With(left),
        ({ } cluster, LeadershipAssigned assigned) => cluster.With(assigned),
        ({ } cluster, LeadershipHandedOver handover) => cluster.With(handover),
        _ => state,
    };

    public ImmutableArray<CityId> MembersOn(DateOnly day) =>
    [
        .. Memberships.Select(membership => membership.City).Distinct()
            .Where(city => MembershipOf(city, day)?.Includes(day) == true)
            .OrderBy(city => city.Value, StringComparer.Ordinal),
    ];

    /// <summary>
    /// The city's latest membership that had begun by that day, ended or not. A membership recorded later for an
    /// earlier day therefore lasts until the next one begins and never overlaps it.
    /// </summary>
    public Membership? MembershipOf(CityId city, DateOnly day) =>
        Memberships.Where(membership => membership.City == city && membership.From <= day)
            .OrderBy(membership => membership.From).LastOrDefault();

    /// <summary>The leadership of a year; null where none is on record.</summary>
    public LeadershipTerm? TermOf(int year) => Terms.GetValueOrDefault(year);

    private Cluster With(MemberJoined joined) =>
        this with { Memberships = Memberships.Add(new(joined.CityId, joined.EffectiveOn, Until: null)) };

    private Cluster With(MemberLeft left) => MembershipOf(left.CityId, left.EffectiveOn) is { } membership
        ? this with { Memberships = Memberships.Replace(membership, membership with { Until = left.EffectiveOn }) }
        : this;

    private Cluster With(LeadershipAssigned assigned) =>
        this with { Terms = Terms.SetItem(assigned.Year, new(assigned.Lead, assigned.Deputy, IsAssigned: true)) };

    private Cluster With(LeadershipHandedOver handover)
    {
        var term = TermOf(handover.ForYear);
        var deputy = term?.Deputy == handover.To ? null : term?.Deputy;
        return this with
        {
            Terms = Terms.SetItem(handover.ForYear, new(handover.To, deputy, term is { IsAssigned: true })),
        };
    }
}
