using Xunit;

namespace ClusterEvents.TransparencyLog.Tests;

public sealed class ProofTests
{
    private const int Largest = 300;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 8)]
    [InlineData(5, 8)]
    [InlineData(2, 3)]
    public async Task Inclusion_has_the_known_paths(int index, int size)
    {
        var proof = await Proofs.InclusionAsync(new TestTree(Vectors.Leaves()), index, size, Cancel);
        Assert.Equal(Vectors.Hashes($"incl_{index}_{size}"), proof);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(6, 8)]
    [InlineData(2, 5)]
    public async Task Consistency_has_the_known_paths(int old, int size)
    {
        var proof = await Proofs.ConsistencyAsync(new TestTree(Vectors.Leaves()), old, size, Cancel);
        Assert.Equal(Vectors.Hashes($"cons_{old}_{size}"), proof);
    }

    [Fact]
    public async Task Every_inclusion_proof_verifies_and_every_altered_one_fails()
    {
        var tree = new TestTree(Largest);
        for (var size = 1; size <= Largest; size++)
        {
            var root = tree.Root(0, size);
            for (var index = 0; index < size; index++)
            {
                var proof = await Proofs.InclusionAsync(tree, index, size, Cancel);
                bool Holds(IReadOnlyList<TreeHash> path, int at = -1, int of = -1, TreeHash? leaf = null) =>
                    Proofs.VerifyInclusion(leaf ?? tree[index], at < 0 ? index : at, of < 0 ? size : of, path, root);

                Assert.True(Holds(proof), $"{index} of {size}");
                Assert.All(Altered(proof), altered => Assert.False(Holds(altered), $"{index} of {size}"));
                Assert.False(Holds(proof, leaf: TreeHash.Empty));
                if (index + 1 < size) Assert.False(Holds(proof, at: index + 1), $"{index} of {size} as the next");
                Assert.False(Holds(proof, at: size));
            }
        }
    }

    [Fact]
    public async Task Every_consistency_proof_verifies_and_every_altered_one_fails()
    {
        var tree = new TestTree(Largest);
        for (var size = 1; size <= Largest; size++)
        {
            var root = tree.Root(0, size);
            for (var old = 0; old <= size; old++)
            {
                var oldRoot = tree.Root(0, old);
                var proof = await Proofs.ConsistencyAsync(tree, old, size, Cancel);
                Assert.True(Proofs.VerifyConsistency(old, oldRoot, size, root, proof), $"{old} to {size}");
                Assert.All(Altered(proof), altered =>
                    Assert.False(Proofs.VerifyConsistency(old, oldRoot, size, root, altered), $"{old} to {size}"));
                var other = TreeHash.OfLeaf([1]);
                Assert.False(Proofs.VerifyConsistency(old, other, size, root, proof), $"{old} to {size}");
                if (old > 0)
                    Assert.False(Proofs.VerifyConsistency(old, oldRoot, size, other, proof), $"{old} to {size}");
                Assert.False(Proofs.VerifyConsistency(old, oldRoot, old - 1, root, proof), $"{old} to {size}");
            }
        }
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(70_000)]
    public async Task Proofs_span_levels_of_tiles(int size)
    {
        var tree = new TestTree(size);
        var root = tree.Root(0, size);
        Assert.Equal(root, await Proofs.RootAsync(tree, size, Cancel));
        foreach (var index in new[] { 0, 255, 256, 65_535, size - 1 })
            Assert.True(Proofs.VerifyInclusion(
                tree[index], index, size, await Proofs.InclusionAsync(tree, index, size, Cancel), root));
        foreach (var old in new[] { 1, 255, 256, 300, 65_535, 65_536 })
            Assert.True(Proofs.VerifyConsistency(
                old, tree.Root(0, old), size, root, await Proofs.ConsistencyAsync(tree, old, size, Cancel)));
    }

    /// <summary>The proof with each hash changed, one missing at either end, and one too many.</summary>
    private static IEnumerable<IReadOnlyList<TreeHash>> Altered(IReadOnlyList<TreeHash> proof)
    {
        for (var i = 0; i < proof.Count; i++)
        {
            TreeHash[] changed = [.. proof];
            var bytes = changed[i].ToArray();
            bytes[i % bytes.Length] ^= 1;
            changed[i] = new(bytes);
            yield return changed;
        }

        if (proof.Count > 0) yield return [.. proof.Take(proof.Count - 1)];
        if (proof.Count > 0) yield return [.. proof.Skip(1)];
        yield return [.. proof, TreeHash.Empty];
    }
}
