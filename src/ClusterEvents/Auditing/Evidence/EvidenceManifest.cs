namespace ClusterEvents.Auditing.Evidence;

/// <summary>The manifest of an evidence folder.</summary>
/// <param name="Format">The format of the folder.</param>
/// <param name="Origin">The name of the log.</param>
/// <param name="Size">The number of leaves.</param>
/// <param name="Root">The root hash of the tree, in base64.</param>
/// <param name="ExportedAt">When the folder was written.</param>
/// <param name="Leaves">The number of leaves that the store has; those beyond the size are signed by nobody yet, and
/// not in the folder.</param>
/// <param name="Files">The SHA-256 of each file that is not a tile, in hexadecimal digits.</param>
public sealed record EvidenceManifest(
    string Format, string Origin, long Size, string Root, DateTime ExportedAt, long Leaves,
    IReadOnlyDictionary<string, string> Files)
{
    public const string Version = "clusterevents-audit-export/1";
}
