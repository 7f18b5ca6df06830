using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// The bytes by which the log holds a recorded activity: its CloudEvent in canonical JSON, in which each personal field
/// is replaced by a commitment to a salt and its value. Whoever holds both can open the commitment; once they are
/// erased nobody can, and the leaf stays what it is.
/// </summary>
public static class ActivityLeaf
{
    /// <summary>What an erased field reads; anything else there would be a claim that the leaf does not hold.</summary>
    public const string Erased = "[erased]";

    private const string Prefix = "sha256:";
    private const string Data = "data";

    /// <param name="cloudEvent">The CloudEvent, as it is exported.</param>
    /// <param name="salts">
    /// For each JSON pointer (RFC 6901) into <c>data</c> the salt of that personal field, in base64.
    /// </param>
    /// <param name="erased">For each such pointer whose value and salt were erased, the commitment itself.</param>
    /// <exception cref="FormatException">
    /// A pointer leads nowhere, a value has no canonical form, or an erased one is there.
    /// </exception>
    public static byte[] Of(
        JsonElement cloudEvent, IReadOnlyDictionary<string, string> salts,
        IReadOnlyDictionary<string, string> erased) => CanonicalJson.Of(cloudEvent, Commitments(salts, erased));

    /// <summary>The same of a CloudEvent that is at hand in parts, its <c>data</c> as JSON.</summary>
    public static byte[] Of(
        CanonicalObject cloudEvent, IReadOnlyDictionary<string, string> salts,
        IReadOnlyDictionary<string, string> erased) => cloudEvent.ToBytes(Commitments(salts, erased));

    /// <summary>What stands in place of personal fields; null where there are none.</summary>
    private static Substitutes? Commitments(
        IReadOnlyDictionary<string, string> salts, IReadOnlyDictionary<string, string> erased)
    {
        if (salts.Count + erased.Count == 0) return null;
        var commitments = Substitutes.ForAll();
        foreach (var (pointer, salt) in salts)
            commitments.Add(Data, pointer, value => Commitment(Convert.FromBase64String(salt), value));
        foreach (var (pointer, commitment) in erased)
            commitments.Add(Data, pointer, value => value.ValueKind == JsonValueKind.String && value.ValueEquals(Erased)
                ? commitment : throw new FormatException($"The field `{pointer}` was erased, and does not read so."));
        return commitments;
    }

    /// <summary>
    /// <c>sha256:</c> and SHA-256(salt ‖ canonical JSON of the value) in lower-case hexadecimal digits.
    /// </summary>
    public static string Commitment(ReadOnlySpan<byte> salt, JsonElement value)
    {
        var input = new ArrayBufferWriter<byte>(256);
        input.Write(salt);
        CanonicalJson.Write(value, input);
        return Prefix + Convert.ToHexStringLower(SHA256.HashData(input.WrittenSpan));
    }
}
