using Xunit;

namespace ClusterEvents.TransparencyLog.Tests;

public sealed class NoteTests
{
    private static readonly NoteSigner Signer = NoteSigner.Generate("log.example/one");

    private static Checkpoint Example => new("log.example/one", 70_000, TreeHash.OfLeaf([1]));

    [Fact]
    public void The_known_note_verifies()
    {
        var example = Vectors.Get("signed_note_example");
        Assert.True(NoteVerifier.TryParse(example.GetProperty("verifier_key").GetString()!, out var key));
        var text = example.GetProperty("text").GetString()!;
        var note = $"{text}\n— {key.Name} {example.GetProperty("signature_line_base64").GetString()}\n";

        Assert.True(SignedNote.TryParse(note, out var parsed));
        Assert.Equal(text, parsed.Text);
        Assert.Equal(note, parsed.ToString());
        Assert.Equal([key], parsed.SignedBy([key]));
        Assert.Equal(example.GetProperty("verifier_key").GetString(), key.Key);
    }

    [Fact]
    public void A_note_is_verified_by_the_key_that_it_names()
    {
        var note = Signed(Example.Text);
        Assert.Equal([Signer.Verifier.Key], note.SignedBy([Signer.Verifier]).Select(key => key.Key));
        Assert.Empty(note.SignedBy([NoteSigner.Generate("log.example/one").Verifier]));
        Assert.Throws<InvalidDataException>(
            () => (note with { Text = new Checkpoint("log.example/one", 70_001, Example.Root).Text })
                .SignedBy([Signer.Verifier]));
    }

    [Fact]
    public void A_key_survives_its_text()
    {
        var again = NoteSigner.Parse(Signer.PrivateKey);
        Assert.Equal(Signer.Verifier.Key, again.Verifier.Key);
        Assert.Equal(Signer.Sign("text\n"), again.Sign("text\n"));
        Assert.True(NoteVerifier.TryParse(Signer.Witness.Key, out var witness));
        Assert.Equal(NoteKeyType.Cosignature, witness.Type);
        Assert.NotEqual(Signer.Verifier.KeyId, witness.KeyId);
    }

    [Fact]
    public void A_witness_signs_the_checkpoint_and_the_time()
    {
        var witness = NoteSigner.Generate("witness.example/can-tho");
        var note = Signed(Example.Text) with { };
        Assert.True(SignedNote.TryParse(
            note + witness.Cosign(note.Text, DateTimeOffset.UnixEpoch.AddDays(1)), out var both));
        Assert.Equal(2, both.SignedBy([Signer.Verifier, witness.Witness]).Count);
        // The same signature with another time is none.
        var bytes = both.Signatures[1].Bytes.ToArray();
        bytes[7] ^= 1;
        var later = both with { Signatures = [both.Signatures[0], both.Signatures[1] with { Bytes = bytes }] };
        Assert.Throws<InvalidDataException>(() => later.SignedBy([witness.Witness]));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("with+plus")]
    [InlineData("")]
    public void A_name_that_would_break_a_note_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => NoteSigner.Generate(name));

    [Theory]
    [InlineData("PRIVATE+KEY+a+00000000+AAAA")]
    [InlineData("a+00000000+AYjmPdCsCHubnvWTGBixMLGgwHTQ5ITCOLKQ2Swmhfye")]
    public void What_is_no_private_key_is_refused(string text) =>
        Assert.Throws<FormatException>(() => NoteSigner.Parse(text));

    [Fact]
    public void A_verifier_key_with_another_id_is_refused()
    {
        var key = Signer.Verifier.Key;
        var hex = $"{Signer.Verifier.KeyId:x8}";
        Assert.False(NoteVerifier.TryParse(key.Replace(hex, "00000000", StringComparison.Ordinal), out _));
    }

    [Fact]
    public void A_checkpoint_survives_its_text()
    {
        Assert.True(Checkpoint.TryParse(Example.Text, out var read));
        Assert.Equal(Example, read);
    }

    [Theory]
    [InlineData("a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension")]
    [InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nextension\n")]
    [InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension\n\n")]
    [InlineData("a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n1\nAAAA\n")]
    public void A_checkpoint_has_one_form(string text) => Assert.False(Checkpoint.TryParse(text, out _));

    [Fact]
    public void Extension_lines_of_another_log_are_a_part_of_its_checkpoint()
    {
        const string Text = "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\none\nanother line\n";

        Assert.True(Checkpoint.TryParse(Text, out var read));

        Assert.Equal((1, Text, "one\nanother line\n"), (read.Size, read.Text, read.Extensions));
    }

    [Theory]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n- name AAAAAAAA\n")]
    [InlineData("text\n\n— name AAAAAAAA")]
    public void What_is_no_signed_note_is_refused(string text) => Assert.False(SignedNote.TryParse(text, out _));

    internal static SignedNote Signed(string text) =>
        SignedNote.TryParse($"{text}\n{Signer.Sign(text)}", out var note)
            ? note : throw new InvalidOperationException();

    [Fact]
    public async Task A_receipt_proves_its_entry_and_nothing_else()
    {
        var cancel = TestContext.Current.CancellationToken;
        var tree = new TestTree(300);
        var note = Signed(new Checkpoint("log.example/one", 300, tree.Root(0, 300)).Text);
        var receipt = new Receipt(257, await Proofs.InclusionAsync(tree, 257, 300, cancel), note);

        Assert.StartsWith("c2sp.org/tlog-proof@v1\nindex 257\n", receipt.ToString(), StringComparison.Ordinal);
        Assert.True(Receipt.TryParse(receipt.ToString(), out var read));
        Assert.Null(read.Fault(tree[257], [Signer.Verifier]));
        Assert.NotNull(read.Fault(tree[256], [Signer.Verifier]));
        Assert.NotNull((read with { Index = 256 }).Fault(tree[257], [Signer.Verifier]));
        Assert.NotNull(read.Fault(tree[257], [NoteSigner.Generate("log.example/one").Verifier]));
        Assert.False(Receipt.TryParse(
            receipt.ToString().Replace("index 257", "index 0257", StringComparison.Ordinal), out _));
    }
}
