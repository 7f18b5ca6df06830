using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Tests.Occurrences;

/// <summary>
/// Who was a member of a cluster on a day, since when, and who led it, written from the description of the domain: it
/// reads what stands from the beginning for every question.
/// </summary>
/// <param name="OfCluster">What stands on the stream of the cluster, in the order of recording.</param>
/// <param name="Mergers">The mergers of cities that stand.</param>
internal sealed record NaiveCluster(IReadOnlyList<Activity> OfCluster, IReadOnlyList<CitiesMerged> Mergers)
{
    /// <summary>The day since which the city was a member without a break; null if it was none on that day.</summary>
    public DateOnly? Since(CityId city, DateOnly day)
    {
        if (Mergers.Any(merger => merger.Predecessors.Contains(city) && merger.EffectiveOn <= day)) return null;
        DateOnly? since = null, unbroken = null, until = null;
        foreach (var (effective, joins) in OfCluster.Select(one => Change(one, city)).OfType<(DateOnly, bool)>()
            .OrderBy(one => one.Item1).Where(one => one.Item1 <= day))
            if (joins && since is null) since = effective == until ? unbroken : effective;
            else if (!joins && since < effective) (unbroken, since, until) = (since, null, effective);
        return since;
    }

    /// <summary>Who led the cluster on a day, and who was its deputy.</summary>
    public (CityId? Lead, CityId? Deputy) LeadershipOn(DateOnly day)
    {
        var year = OfCluster.Where(one => (one is LeadershipAssigned assigned && assigned.Year == day.Year)
            || (one is LeadershipHandedOver handover && handover.ForYear == day.Year))
            .OrderBy(one => one.OccurredOn).ToArray();
        var by = year.Where(one => one.OccurredOn <= day).ToArray();
        if (by.Length == 0)
            return year.FirstOrDefault() switch
            {
                LeadershipAssigned assigned => (assigned.Lead, assigned.Deputy),
                LeadershipHandedOver handover => (handover.From, null),
                _ => (null, null),
            };

        (CityId? Lead, CityId? Deputy) now = (null, null);
        foreach (var one in by)
            now = one switch
            {
                LeadershipHandedOver handover => (handover.To, now.Deputy == handover.To ? null : now.Deputy),
                LeadershipAssigned assigned => (assigned.Lead, assigned.Deputy),
                _ => now,
            };
        return now;
    }

    private static (DateOnly, bool)? Change(Activity activity, CityId city) => activity switch
    {
        MemberJoined joined when joined.CityId == city => (joined.EffectiveOn, true),
        MemberLeft left when left.CityId == city => (left.EffectiveOn, false),
        _ => null,
    };
}
