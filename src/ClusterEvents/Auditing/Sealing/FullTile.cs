using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>256 hashes of one level, which stand for ever.</summary>
internal sealed record FullTile(int Level, long Index, IReadOnlyList<TreeHash> Hashes);
