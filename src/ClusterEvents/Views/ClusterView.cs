using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Views;

/// <summary>A cluster as it was on one day, as far as it is on record by now.</summary>
/// <param name="ClusterId">Its key, such as <c>cum-1-bca</c>.</param>
/// <param name="Name">What it is called; the name alone does not identify it.</param>
/// <param name="GoverningBody">The body that sets its rules.</param>
/// <param name="Block">The block of the governing body, where there are blocks.</param>
/// <param name="Number">Its number within the block, or within the governing body.</param>
/// <param name="On">The day.</param>
/// <param name="Members">The members on that day, in the order of their keys.</param>
/// <param name="Leadership">Who led in the year of that day; left out where that is not on record.</param>
/// <param name="Regulations">What was adopted by that day, in the order of recording.</param>
public sealed record ClusterView(
    string ClusterId, string Name, string GoverningBody, string? Block, int Number, DateOnly On,
    IReadOnlyList<MemberView> Members, LeadershipView? Leadership, IReadOnlyList<RegulationView> Regulations)
{
    /// <summary>The view of a cluster that is on record.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="cluster">Its state.</param>
    /// <param name="recorded">The activities that the state was folded from.</param>
    /// <param name="on">The day.</param>
    public static ClusterView Of(string id, Cluster cluster, IReadOnlyCollection<Activity> recorded, DateOnly on)
    {
        var established = recorded.OfType<ClusterEstablished>().Last();
        var joined = recorded.OfType<MemberJoined>().ToArray();
        return new(id, established.Name, established.GoverningBody, established.Block, established.Number, on,
            [.. cluster.MembersOn(on).Select(city => Member(cluster.MembershipOf(city, on)!, joined))],
            cluster.TermOf(on.Year) is { } term ? new(on.Year, term.Lead, term.Deputy) : null,
            [.. recorded.OfType<RegulationAdopted>().Where(r => !(r.OccurredOn > on)).Select(Regulation)]);
    }

    private static MemberView Member(Membership membership, IEnumerable<MemberJoined> joined)
    {
        var joining = joined.Last(j => j.CityId == membership.City && j.EffectiveOn == membership.From);
        return new(membership.City, joining.Unit.Name, membership.From, joining.Precision);
    }

    private static RegulationView Regulation(RegulationAdopted adopted) =>
        new(adopted.Title, adopted.DocumentRef, adopted.Year, adopted.OccurredOn);
}

/// <summary>A member of a cluster.</summary>
/// <param name="CityId">The city.</param>
/// <param name="Unit">The member unit that stands for it, as it was named when it joined.</param>
/// <param name="Since">The first day as a member.</param>
/// <param name="Precision">
/// How exactly the joining is known. OnOrBefore: it was a member that day at the latest.
/// </param>
public sealed record MemberView(CityId CityId, string Unit, DateOnly Since, Precision Precision);

/// <summary>Who leads a cluster in one year: units, not persons.</summary>
/// <param name="Year">The year.</param>
/// <param name="Lead">The lead unit's city.</param>
/// <param name="Deputy">The deputy unit's city.</param>
public sealed record LeadershipView(int Year, CityId Lead, CityId? Deputy);

/// <summary>A regulation that a cluster adopted. The document itself is kept elsewhere.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="DocumentRef">Its number or another reference to the document.</param>
/// <param name="Year">The year that it is for.</param>
/// <param name="AdoptedOn">The day of its adoption, where it is known.</param>
public sealed record RegulationView(string Title, string? DocumentRef, int Year, DateOnly? AdoptedOn);
