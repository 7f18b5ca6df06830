using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>A full tile: 256 hashes of one level, which never change.</summary>
internal sealed record FullTile(int Level, long Index, IReadOnlyList<TreeHash> Hashes);
