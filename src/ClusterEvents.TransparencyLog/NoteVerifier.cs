using System.Buffers.Binary;
using System.Text;
using NSec.Cryptography;

namespace ClusterEvents.TransparencyLog;

/// <summary>A public key of a log or witness that verifies signatures of notes.</summary>
public sealed class NoteVerifier
{
    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;

    private readonly PublicKey _key;

    internal NoteVerifier(string name, NoteKeyType type, PublicKey key)
    {
        (Name, Type, _key) = (name, type, key);
        KeyId = NoteKey.Id(name, type, key.Export(KeyBlobFormat.RawPublicKey));
    }

    public string Name { get; }

    public uint KeyId { get; }

    public NoteKeyType Type { get; }

    /// <summary>The verifier key: <c>name+hex id+base64(type ‖ public key)</c>.</summary>
    public string Key => NoteKey.Text(Name, KeyId, Type, _key.Export(KeyBlobFormat.RawPublicKey));

    /// <summary>Parses a verifier key; false if it is malformed or its id does not match the key.</summary>
    public static bool TryParse(string text, out NoteVerifier verifier)
    {
        verifier = null!;
        if (!NoteKey.TryParse(text, out var name, out var id, out var type, out var bytes)) return false;
        if (!PublicKey.TryImport(Algorithm, bytes, KeyBlobFormat.RawPublicKey, out var key)) return false;
        verifier = new(name, type, key!);
        return verifier.KeyId == id;
    }

    /// <summary>Whether a signature with this key's name and id is valid for the text.</summary>
    public bool Verify(string text, NoteSignature signature)
    {
        var bytes = signature.Bytes.Span;
        if (Type == NoteKeyType.Ed25519) return Algorithm.Verify(_key, Encoding.UTF8.GetBytes(text), bytes);
        if (bytes.Length <= sizeof(ulong)) return false;
        var time = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return Algorithm.Verify(_key, Cosigned(text, time), bytes[sizeof(ulong)..]);
    }

    /// <summary>The bytes that a witness signs: the time and the checkpoint.</summary>
    internal static byte[] Cosigned(string checkpoint, ulong time) =>
        Encoding.UTF8.GetBytes($"cosignature/v1\ntime {time}\n{checkpoint}");
}
