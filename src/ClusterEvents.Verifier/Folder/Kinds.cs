namespace ClusterEvents.Verifier.Folder;

/// <summary>
/// The kinds of event that are not shown on the timelines of all cities and campaigns that they name. It is stated here
/// once more on purpose: this tool takes nothing from the program that it checks.
/// </summary>
internal static class Kinds
{
    private const string Prefix = "clusterevents.";

    /// <summary>Shown on the timelines of cities alone.</summary>
    public static readonly IReadOnlySet<string> CitiesOnly = new HashSet<string>
    {
        "cities-merged", "member-joined", "member-left", "leadership-assigned", "leadership-handed-over",
        "regulation-adopted",
    };

    /// <summary>Shown on no timeline.</summary>
    public static readonly IReadOnlySet<string> Nowhere = new HashSet<string>
    {
        "city-registered", "cluster-established", "source-attached", "entry-corrected", "entry-retracted",
        "entry-reinstated", "personal-fields-erased",
    };

    /// <summary>The kind in a CloudEvents type, without its version: <c>flowers-offered</c>.</summary>
    public static string Of(string type) => type.StartsWith(Prefix, StringComparison.Ordinal)
        ? type[Prefix.Length..].Split('.')[0] : type;
}
