using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Pages.Audit;

/// <summary>What the page of a receipt shows.</summary>
/// <param name="Activity">The event that it proves.</param>
/// <param name="Leaf">The bytes of its leaf: the event in canonical JSON.</param>
/// <param name="Receipt">The receipt.</param>
/// <param name="Checkpoint">The checkpoint of the receipt.</param>
/// <param name="Key">The key of the log that signed the checkpoint; null if no known key did.</param>
/// <param name="Witnesses">Who else signed it.</param>
public sealed record ReceiptModel(
    Guid Activity, byte[] Leaf, Receipt Receipt, Checkpoint Checkpoint, string? Key, IReadOnlyList<string> Witnesses)
{
    public TreeHash LeafHash { get; } = TreeHash.OfLeaf(Leaf);
}
