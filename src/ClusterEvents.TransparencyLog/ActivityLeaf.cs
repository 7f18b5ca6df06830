using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// The leaf of a recorded activity in the log: its CloudEvent in canonical JSON, with a commitment in place of each
/// personal field. A commitment can be opened with the salt and the value; after both are erased nobody can open it,
/// and the leaf stays the same.
/// </summary>
public static class ActivityLeaf
{
    /// <summary>
    /// The text in place of an erased value; any other text is rejected, because the log does not prove it.
    /// </summary>
    public const string Erased = "[erased]";

    private const string Prefix = "sha256:";
    private const string Data = "data";

    /// <param name="cloudEvent">The CloudEvent as exported.</param>
    /// <param name="salts">The salt of each personal field, in base64, by JSON pointer (RFC 6901) into
    /// <c>data</c>.</param>
    /// <param name="erased">The commitment of each erased field, by JSON pointer.</param>
    /// <exception cref="FormatException">
    /// A pointer has no target, a value has no canonical form, or an erased field still has a value.
    /// </exception>
    public static byte[] Of(
        JsonElement cloudEvent, IReadOnlyDictionary<string, string> salts,
        IReadOnlyDictionary<string, string> erased) => CanonicalJson.Of(cloudEvent, Commitments(salts, erased));

    /// <summary>The same for a CloudEvent given in parts, with parsed <c>data</c>.</summary>
    public static byte[] Of(
        CanonicalObject cloudEvent, IReadOnlyDictionary<string, string> salts,
        IReadOnlyDictionary<string, string> erased) => cloudEvent.ToBytes(Commitments(salts, erased));

    /// <summary>The substitutes for personal fields; null if there are none.</summary>
    private static Substitutes? Commitments(
        IReadOnlyDictionary<string, string> salts, IReadOnlyDictionary<string, string> erased)
    {
        if (salts.Count + erased.Count == 0) return null;
        var commitments = Substitutes.ForAll();
        foreach (var (pointer, salt) in salts)
            commitments.Add(Data, pointer, value => Commitment(Convert.FromBase64String(salt), value));
        foreach (var (pointer, commitment) in erased)
            commitments.Add(Data, pointer, value => value.ValueKind == JsonValueKind.String && value.ValueEquals(Erased)
                ? commitment : throw new FormatException($"The field `{pointer}` was erased, but has a value."));
        return commitments;
    }

    /// <summary>
    /// <c>sha256:</c> and SHA-256(salt ‖ canonical JSON of the value) as lower-case hexadecimal digits.
    /// </summary>
    public static string Commitment(ReadOnlySpan<byte> salt, JsonElement value)
    {
        var input = new ArrayBufferWriter<byte>(256);
        input.Write(salt);
        CanonicalJson.Write(value, input);
        return Prefix + Convert.ToHexStringLower(SHA256.HashData(input.WrittenSpan));
    }
}
