using System.Buffers.Binary;
using System.Text;
using NSec.Cryptography;

namespace ClusterEvents.TransparencyLog;

/// <summary>A private Ed25519 key that signs notes under a name.</summary>
public sealed class NoteSigner
{
    private const string Prefix = "PRIVATE+KEY+";

    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;

    private readonly Key _key;

    private NoteSigner(string name, Key key)
    {
        if (!NoteKey.IsName(name))
            throw new ArgumentException(
                $"`{name}` is not a valid key name: it may not be empty or contain blanks or pluses.", nameof(name));
        (Name, _key) = (name, key);
        Verifier = new(name, NoteKeyType.Ed25519, key.PublicKey);
        Witness = new(name, NoteKeyType.Cosignature, key.PublicKey);
    }

    public string Name { get; }

    /// <summary>The public key for signatures made by <see cref="Sign"/>.</summary>
    public NoteVerifier Verifier { get; }

    /// <summary>The public key for signatures made by <see cref="Cosign"/>.</summary>
    public NoteVerifier Witness { get; }

    /// <summary>The private key as text. Keep it where nobody else can read it.</summary>
    public string PrivateKey =>
        Prefix + NoteKey.Text(Name, Verifier.KeyId, NoteKeyType.Ed25519, _key.Export(KeyBlobFormat.RawPrivateKey));

    /// <summary>Whether a key may have a name: not empty, and without blanks and pluses.</summary>
    public static bool IsName(string name) => NoteKey.IsName(name);

    public static NoteSigner Generate(string name) => new(name, Key.Create(Algorithm, Exportable));

    /// <exception cref="FormatException">The text is not a private key.</exception>
    public static NoteSigner Parse(string privateKey)
    {
        if (privateKey.StartsWith(Prefix, StringComparison.Ordinal)
            && NoteKey.TryParse(privateKey[Prefix.Length..], out var name, out var id, out var type, out var seed)
            && type == NoteKeyType.Ed25519)
        {
            var signer = new NoteSigner(name, Key.Import(Algorithm, seed, KeyBlobFormat.RawPrivateKey, Exportable));
            if (signer.Verifier.KeyId == id) return signer;
        }

        throw new FormatException($"A private key has the form {Prefix}<name>+<id>+<base64>.");
    }

    /// <summary>A signature line for a text that ends with a line feed.</summary>
    public string Sign(string text) =>
        new NoteSignature(Name, Verifier.KeyId, Algorithm.Sign(_key, Encoding.UTF8.GetBytes(text))).Line;

    /// <summary>A cosignature line of a witness, with the time at which it saw the checkpoint.</summary>
    public string Cosign(string checkpoint, DateTimeOffset now)
    {
        var time = (ulong)now.ToUnixTimeSeconds();
        var stamp = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(stamp, time);
        byte[] bytes = [.. stamp, .. Algorithm.Sign(_key, NoteVerifier.Cosigned(checkpoint, time))];
        return new NoteSignature(Name, Witness.KeyId, bytes).Line;
    }

    private static KeyCreationParameters Exportable => new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
}
