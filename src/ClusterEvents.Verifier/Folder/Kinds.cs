namespace ClusterEvents.Verifier.Folder;

/// <summary>
/// The event types that are not shown on the timelines of all cities and campaigns they name. This repeats a part of
/// the service's catalogue, because the verifier shares no code with the service except the proof formats.
/// </summary>
internal static class Kinds
{
    private const string Prefix = "clusterevents.";

    /// <summary>Types shown on city timelines only.</summary>
    public static readonly IReadOnlySet<string> CitiesOnly = new HashSet<string>
    {
        "city-renamed", "cities-merged", "member-joined", "member-left", "leadership-assigned",
        "leadership-handed-over", "regulation-adopted",
    };

    /// <summary>Types shown on no timeline.</summary>
    public static readonly IReadOnlySet<string> Nowhere = new HashSet<string>
    {
        "city-registered", "cluster-established", "source-attached", "entry-corrected", "entry-retracted",
        "entry-reinstated", "entry-disputed", "dispute-withdrawn", "personal-fields-erased",
    };

    /// <summary>The event type in a CloudEvents type, without its version: <c>flowers-offered</c>.</summary>
    public static string Of(string type) => type.StartsWith(Prefix, StringComparison.Ordinal)
        ? type[Prefix.Length..].Split('.')[0] : type;
}
