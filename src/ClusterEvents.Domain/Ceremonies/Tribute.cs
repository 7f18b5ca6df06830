using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Ceremonies;

/// <summary>Rules shared by flowers, incense and cemetery visits.</summary>
internal static class Tribute
{
    /// <summary>
    /// No rules beyond the envelope and the references: a tribute needs no schedule, and one occasion may have several
    /// of the same kind.
    /// </summary>
    public static IEnumerable<Rejection> Validate(Activity tribute, Ceremony? ceremony, DecisionContext context) => [];
}
