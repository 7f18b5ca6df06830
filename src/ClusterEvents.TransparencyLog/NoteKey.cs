using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ClusterEvents.TransparencyLog;

/// <summary>What a key signs: the first byte of an encoded key (C2SP signed-note).</summary>
public enum NoteKeyType : byte
{
    /// <summary>The text of a note.</summary>
    Ed25519 = 0x01,

    /// <summary>The text of a checkpoint with the time of the cosignature (C2SP tlog-cosignature).</summary>
    Cosignature = 0x04,
}

/// <summary>The encoding of key names and key ids.</summary>
internal static class NoteKey
{
    public const int Length = 32;

    public static bool IsName(string name) =>
        name.Length > 0 && !name.Contains('+', StringComparison.Ordinal) && !name.Any(char.IsWhiteSpace);

    /// <summary>The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key).</summary>
    public static uint Id(string name, NoteKeyType type, ReadOnlySpan<byte> publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(
            SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. publicKey]));

    /// <summary>Parses <c>name+hex id+base64(type ‖ 32 bytes)</c>.</summary>
    public static bool TryParse(string text, out string name, out uint id, out NoteKeyType type, out byte[] key)
    {
        (name, id, type, key) = ("", 0, default, []);
        // The base64 may contain a plus itself, so only the first two are separators.
        if (text.Split('+', 3) is not [var given, { Length: 8 } hex, var base64] || !IsName(given)) return false;
        if (!uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id)) return false;
        var bytes = new byte[Length + 3];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length != Length + 1) return false;
        (name, type, key) = (given, (NoteKeyType)bytes[0], bytes[1..(Length + 1)]);
        return Enum.IsDefined(type);
    }

    public static string Text(string name, uint id, NoteKeyType type, ReadOnlySpan<byte> key) =>
        $"{name}+{id:x8}+{Convert.ToBase64String([(byte)type, .. key])}";
}
