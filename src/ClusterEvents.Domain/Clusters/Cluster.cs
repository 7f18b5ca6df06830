using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Clusters;

/// <summary>The state of a cluster: its memberships and its leadership.</summary>
/// <param name="ClusterId">Its own key.</param>
/// <param name="GoverningBody">The body that sets its rules.</param>
/// <param name="Memberships">Every membership on record, in the order in which they began.</param>
/// <param name="Leadership">The changes of leadership of each year, in the order in which they occurred.</param>
public sealed record Cluster(
    string? ClusterId, string GoverningBody, ImmutableArray<Membership> Memberships,
    ImmutableSortedDictionary<int, ImmutableArray<LeadershipChange>> Leadership)
    : IStreamState<Cluster>, IMembership, IBelongsToCluster
{
    public static string Kind => StreamKinds.Cluster;

    public static Cluster? Apply(Cluster? state, Activity activity) => (state, activity) switch
    {
        (_, ClusterEstablished established) => new(activity.ClusterId, established.GoverningBody, [],
            ImmutableSortedDictionary<int, ImmutableArray<LeadershipChange>>.Empty),
        ({ } cluster, MemberJoined joined) => cluster.With(joined),
        ({ } cluster, MemberLeft left) => cluster.With(left),
        ({ } cluster, LeadershipAssigned assigned) => cluster.With(assigned.Year,
            new(assigned.OccurredOn, assigned.Lead, assigned.Deputy, IsAssigned: true, Before: null)),
        ({ } cluster, LeadershipHandedOver handover) => cluster.With(handover),
        _ => state,
    };

    public IEnumerable<CityId> Cities => Memberships.Select(membership => membership.City).Distinct();

    public ImmutableArray<CityId> MembersBetween(DateOnly? first, DateOnly last) =>
    [
        .. Memberships.Where(one => one.From <= last && !(one.Until <= (first ?? DateOnly.MinValue)))
            .Select(membership => membership.City).Distinct().OrderBy(city => city.Value, StringComparer.Ordinal),
    ];

    public CityId? LeadOn(DateOnly day) =>
        LeadershipOn(day)?.Lead is { } lead && !HasLeft(lead, day) ? lead : null;

    /// <summary>Whether the city was a member before a day and is none on it: it leads no more.</summary>
    public bool HasLeft(CityId city, DateOnly day) => MembershipOf(city, day)?.Until <= day;

    /// <summary>The city's latest membership that had begun by that day, ended or not.</summary>
    public Membership? MembershipOf(CityId city, DateOnly day) =>
        Memberships.LastOrDefault(membership => membership.City == city && membership.From <= day);

    public DateOnly? LeftOn(CityId city, DateOnly day) =>
        MembershipOf(city, day)?.Until is { } until && until <= day ? until : null;

    /// <summary>The first day of the unbroken membership of a member on that day.</summary>
    public DateOnly? SinceOf(CityId city, DateOnly day)
    {
        if (MembershipOf(city, day) is not { } membership) return null;
        var before = Memberships.FirstOrDefault(one => one.City == city && one.Until == membership.From);
        return before is null ? membership.From : SinceOf(city, before.From);
    }

    /// <summary>The leadership of a year as last changed; null if none is on record.</summary>
    public LeadershipChange? TermOf(int year) => Leadership.TryGetValue(year, out var changes) ? changes[^1] : null;

    /// <summary>
    /// The leadership on a day. Before the first change on record for its year, a handover says who led until then, and
    /// an assignment is for the whole year.
    /// </summary>
    public LeadershipChange? LeadershipOn(DateOnly day)
    {
        if (!Leadership.TryGetValue(day.Year, out var changes)) return null;
        return changes.LastOrDefault(change => !(change.Since > day))
            ?? (changes[0].Before is { } before
                ? new(null, before, null, IsAssigned: false, Before: null) : changes[0]);
    }

    private Cluster With(MemberJoined joined) =>
        MembershipOf(joined.CityId, joined.EffectiveOn)?.Includes(joined.EffectiveOn) == true ? this
            : this with { Memberships = Memberships.Add(new(joined.CityId, joined.EffectiveOn, Until: null)) };

    private Cluster With(MemberLeft left) =>
        MembershipOf(left.CityId, left.EffectiveOn) is { } membership && membership.Includes(left.EffectiveOn)
            && membership.From < left.EffectiveOn
            ? this with { Memberships = Memberships.Replace(membership, membership with { Until = left.EffectiveOn }) }
            : this;

    private Cluster With(LeadershipHandedOver handover)
    {
        var term = TermOf(handover.ForYear);
        var deputy = term?.Deputy == handover.To ? null : term?.Deputy;
        return With(handover.ForYear,
            new(handover.OccurredOn, handover.To, deputy, term is { IsAssigned: true }, handover.From));
    }

    private Cluster With(int year, LeadershipChange change) =>
        this with { Leadership = Leadership.SetItem(year, Leadership.GetValueOrDefault(year, []).Add(change)) };
}
