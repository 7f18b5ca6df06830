using FsCheck.Xunit;
using Xunit;

namespace ClusterEvents.TransparencyLog.Tests;

public sealed class TreeTests
{
    [Fact]
    public void Hashes_are_those_of_the_standard()
    {
        Assert.Equal(Vectors.Hash("empty"), TreeHash.Empty);
        Assert.Equal(Vectors.Hash("leaf_empty"), TreeHash.OfLeaf([]));
    }

    [Fact]
    public void A_growing_tree_has_the_known_roots()
    {
        var tree = new MerkleTree();
        Assert.Equal(TreeHash.Empty, tree.Root());
        foreach (var (leaf, root) in Vectors.Leaves().Zip(Vectors.Hashes("roots")))
        {
            tree.Append(TreeHash.OfLeaf(leaf));
            Assert.Equal(root, tree.Root());
            Assert.Equal(root, new MerkleTree(tree.Size, tree.Peaks).Root());
        }
    }

    [Fact]
    public void A_growing_tree_agrees_with_the_definition_at_every_size()
    {
        var known = new TestTree(600);
        var tree = new MerkleTree();
        for (var size = 1; size <= 600; size++)
        {
            tree.Append(known[size - 1]);
            Assert.Equal(known.Root(0, size), tree.Root());
        }
    }

    [Fact]
    public void A_tree_cannot_be_made_of_too_few_subtrees() =>
        Assert.Throws<ArgumentException>(() => new MerkleTree(7, [TreeHash.Empty]));

    [Property]
    public bool A_hash_survives_its_forms(byte[] leaf)
    {
        var hash = TreeHash.OfLeaf(leaf);
        return TreeHash.TryParseBase64(hash.ToBase64(), out var read) && read == hash
            && new TreeHash(hash.ToArray()) == hash
            && new TreeHash(Convert.FromHexString(hash.ToString())) == hash;
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= ")]
    public void A_hash_has_one_form_in_base64(string text) => Assert.False(TreeHash.TryParseBase64(text, out _));
}
