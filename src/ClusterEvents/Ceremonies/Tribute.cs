using ClusterEvents.Recording;

namespace ClusterEvents.Ceremonies;

/// <summary>What flowers, incense and visits have in common.</summary>
internal static class Tribute
{
    /// <summary>
    /// Nothing beyond the envelope and what is named: a tribute needs no plan before it, and one occasion may hold
    /// several of a kind.
    /// </summary>
    public static IEnumerable<Refusal> Validate(Activity tribute, Ceremony? ceremony, Known known) => [];
}
