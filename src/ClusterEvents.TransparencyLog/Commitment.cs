using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// What stands in a leaf for a personal value: <c>sha256:</c> and SHA-256(salt ‖ canonical JSON of the value) in 64
/// lower-case hexadecimal digits.
/// </summary>
public static class Commitment
{
    private const string Prefix = "sha256:";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private const int Digits = 2 * SHA256.HashSizeInBytes;

    /// <exception cref="FormatException">The salt has another length than 16 bytes, or the value no canonical
    /// form.</exception>
    public static string Of(ReadOnlySpan<byte> salt, JsonElement value)
    {
        var input = Salted(salt);
        CanonicalJson.Write(value, input);
        return Of(input);
    }

    /// <summary>The commitment to a text.</summary>
    /// <exception cref="FormatException">The salt has another length than 16 bytes.</exception>
    public static string Of(ReadOnlySpan<byte> salt, string text)
    {
        var input = Salted(salt);
        CanonicalJson.WriteText(text, input);
        return Of(input);
    }

    /// <summary>Whether a text has the form of a commitment.</summary>
    public static bool IsOne(string text) =>
        text.Length == Prefix.Length + Digits && text.StartsWith(Prefix, StringComparison.Ordinal)
        && !text.AsSpan(Prefix.Length).ContainsAnyExcept(HexDigits);

    private static ArrayBufferWriter<byte> Salted(ReadOnlySpan<byte> salt)
    {
        if (salt.Length != Salt.Size) throw Salt.WrongSize();
        var input = new ArrayBufferWriter<byte>(256);
        input.Write(salt);
        return input;
    }

    private static string Of(ArrayBufferWriter<byte> input) =>
        Prefix + Convert.ToHexStringLower(SHA256.HashData(input.WrittenSpan));
}

/// <summary>
/// The salt of a personal field: exactly 16 random bytes. A salt of any length would let bytes move from the value into
/// the salt, so that another value had the same commitment.
/// </summary>
public static class Salt
{
    /// <summary>The number of bytes of every salt.</summary>
    public const int Size = 16;

    /// <exception cref="FormatException">The text is not base64 of exactly 16 bytes.</exception>
    public static byte[] Parse(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == Size ? bytes[..Size]
            : throw WrongSize();
    }

    internal static FormatException WrongSize() => new($"A salt has exactly {Size} bytes, in base64.");
}
