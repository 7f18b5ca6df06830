using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Ceremonies;

/// <summary>What flowers, incense and visits have in common.</summary>
internal static class Tribute
{
    /// <summary>
    /// Nothing beyond the envelope and what is named: a tribute needs no plan before it, and one occasion may hold
    /// several of a kind.
    /// </summary>
    public static IEnumerable<Rejection> Validate(Activity tribute, Ceremony? ceremony, DecisionContext context) => [];
}
