using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ClusterEvents.TransparencyLog;

/// <summary>A hash of the tree: 32 bytes of SHA-256, computed as in RFC 6962, section 2.1.</summary>
public readonly record struct TreeHash
{
    /// <summary>The length in bytes.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <exception cref="ArgumentException">The length is not 32 bytes.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        (_a, _b, _c, _d) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>The root hash of a tree without leaves: SHA-256 of the empty string.</summary>
    public static TreeHash Empty { get; } = new(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 ‖ data).</summary>
    public static TreeHash OfLeaf(ReadOnlySpan<byte> data)
    {
        var input = ArrayPool<byte>.Shared.Rent(1 + data.Length);
        input[0] = LeafPrefix;
        data.CopyTo(input.AsSpan(1));
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(input.AsSpan(0, 1 + data.Length), hash);
        ArrayPool<byte>.Shared.Return(input);
        return new(hash);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static TreeHash OfNodes(TreeHash left, TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Size)];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Size)..]);
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(input, hash);
        return new(hash);
    }

    public void CopyTo(Span<byte> destination)
    {
        Span<ulong> words = [_a, _b, _c, _d];
        MemoryMarshal.AsBytes(words).CopyTo(destination);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>The hash as lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());

    /// <summary>Parses standard base64 with padding; other encodings of the same bytes are rejected.</summary>
    public static bool TryParseBase64(string text, out TreeHash hash)
    {
        Span<byte> bytes = stackalloc byte[Size + 3];
        hash = default;
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length != Size) return false;
        hash = new(bytes[..Size]);
        return hash.ToBase64() == text;
    }
}
