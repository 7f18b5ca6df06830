using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Tests;

/// <summary>A log that grows, and can be made to lie.</summary>
internal sealed class GrowingLog(NoteSigner signer, Func<long, byte[]> entry) : ITileReader
{
    public long Size { get; set; }

    public NoteSigner Signer { get; } = signer;

    /// <summary>Further lines of its checkpoints, each with its line feed.</summary>
    public string Extensions { get; set; } = "";

    public string Note
    {
        get
        {
            var text = new Checkpoint(Signer.Name, Size, Root(0, Size)).Text + Extensions;
            return $"{text}\n{Signer.Sign(text)}";
        }
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancel)
    {
        var span = (long)Math.Pow(Tile.Full, tile.Level);
        return new(Enumerable.Range(0, tile.Width)
            .SelectMany(i => Root(((tile.Index * Tile.Full) + i) * span, span).ToArray()).ToArray());
    }

    /// <summary>The body by which a witness is asked.</summary>
    public async Task<string> RequestAsync(long old, CancellationToken cancel)
    {
        var proof = await Proofs.ConsistencyAsync(this, old, Size, cancel);
        return $"old {old}\n{string.Concat(proof.Select(hash => hash.ToBase64() + "\n"))}\n{Note}";
    }

    private TreeHash Root(long from, long count)
    {
        var tree = new MerkleTree();
        for (var i = from; i < from + count; i++) tree.Append(TreeHash.OfLeaf(entry(i)));
        return tree.Root();
    }
}
