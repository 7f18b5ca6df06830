using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Views;

/// <summary>A cluster on one day, as known now.</summary>
/// <param name="ClusterId">Its key, such as <c>cum-1-bca</c>.</param>
/// <param name="Name">Its name, which does not identify it.</param>
/// <param name="GoverningBody">The body that sets its rules.</param>
/// <param name="Block">The block of the governing body, where there are blocks.</param>
/// <param name="Number">Its number within the block, or within the governing body.</param>
/// <param name="On">The day.</param>
/// <param name="Members">The members on that day, in the order of their keys.</param>
/// <param name="Leadership">The leadership on that day; absent if none is on record.</param>
/// <param name="Regulations">The regulations adopted by that day, in the order of adoption.</param>
public sealed record ClusterView(
    string ClusterId, string Name, string GoverningBody, string? Block, int Number, DateOnly On,
    IReadOnlyList<MemberView> Members, LeadershipView? Leadership, IReadOnlyList<RegulationView> Regulations)
{
    /// <summary>Makes the view of a cluster.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="cluster">Its state.</param>
    /// <param name="recorded">The activities that the state was folded from, in the order in which they
    /// occurred.</param>
    /// <param name="gone">Which cities are no members on a day, because they were merged by then or are not on
    /// record.</param>
    /// <param name="on">The day.</param>
    public static ClusterView Of(
        string id, Cluster cluster, IReadOnlyCollection<Activity> recorded, Func<CityId, DateOnly, bool> gone,
        DateOnly on)
    {
        var established = recorded.OfType<ClusterEstablished>().Last();
        var joined = recorded.OfType<MemberJoined>().ToArray();
        return new(id, established.Name, established.GoverningBody, established.Block, established.Number, on,
            [
                .. cluster.MembersBetween(on, on).Where(city => !gone(city, on))
                    .Select(city => Member(city, cluster, joined, on)),
            ],
            cluster.LeadershipOn(on) is { } term && LeadsNow(term.Lead)
                ? new(on.Year, term.Lead, term.Deputy is { } deputy && LeadsNow(deputy) ? deputy : null) : null,
            [.. recorded.OfType<RegulationAdopted>().Where(r => !(r.OccurredOn > on)).Select(Regulation)]);

        bool LeadsNow(CityId city) => !gone(city, on) && !cluster.HasLeft(city, on);
    }

    private static MemberView Member(CityId city, Cluster cluster, IEnumerable<MemberJoined> joined, DateOnly on)
    {
        var since = cluster.SinceOf(city, on)!.Value;
        var joining = joined.First(j => j.CityId == city && j.EffectiveOn == since);
        var named = joined.Last(j => j.CityId == city && j.EffectiveOn <= on);
        return new(city, named.Unit.Name, since, joining.Precision);
    }

    private static RegulationView Regulation(RegulationAdopted adopted) =>
        new(adopted.Title, adopted.DocumentRef, adopted.Year, adopted.OccurredOn);
}

/// <summary>A member of a cluster.</summary>
/// <param name="CityId">The city.</param>
/// <param name="Unit">The member unit that represents it, as named when it last joined.</param>
/// <param name="Since">The first day of its unbroken membership.</param>
/// <param name="Precision">The precision of the date. OnOrBefore: it was a member on that day at the latest.</param>
public sealed record MemberView(CityId CityId, string Unit, DateOnly Since, Precision Precision);

/// <summary>The leadership of a cluster in one year: units, not persons.</summary>
/// <param name="Year">The year.</param>
/// <param name="Lead">The lead unit's city.</param>
/// <param name="Deputy">The deputy unit's city.</param>
public sealed record LeadershipView(int Year, CityId Lead, CityId? Deputy);

/// <summary>An adopted regulation. The document itself is not stored here.</summary>
/// <param name="Title">Its title.</param>
/// <param name="DocumentRef">Its number or another reference to the document.</param>
/// <param name="Year">The year it applies to.</param>
/// <param name="AdoptedOn">The day of its adoption, if known.</param>
public sealed record RegulationView(string Title, string? DocumentRef, int Year, DateOnly? AdoptedOn);
