using System.Buffers;
using System.Text.Json;
using Npgsql;

namespace ClusterEvents.Auditing.Evidence;

/// <summary>What an exported folder says of itself.</summary>
/// <param name="Format">The form of the folder.</param>
/// <param name="Origin">The log's name.</param>
/// <param name="Size">The number of leaves.</param>
/// <param name="Root">The root of their tree, in base64.</param>
/// <param name="ExportedAt">When it was made.</param>
/// <param name="Files">SHA-256 of each file that is no tile, in hexadecimal digits.</param>
public sealed record EvidenceManifest(
    string Format, string Origin, long Size, string Root, DateTime ExportedAt,
    IReadOnlyDictionary<string, string> Files)
{
    public const string Version = "clusterevents-audit-export/1";
}
