using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// The bytes by which the log holds a recorded activity: its CloudEvent in canonical JSON, in which each personal field
/// is replaced by a commitment to a salt and its value. Whoever holds both can open the commitment; once they are
/// erased nobody can, and the leaf stays what it is.
/// </summary>
public static class ActivityLeaf
{
    private const string Prefix = "sha256:";

    /// <param name="cloudEvent">The CloudEvent, as it is exported.</param>
    /// <param name="salts">
    /// For each JSON pointer (RFC 6901) into <c>data</c> the salt of that personal field, in base64.
    /// </param>
    /// <param name="erased">For each such pointer whose value and salt were erased, the commitment itself.</param>
    /// <exception cref="FormatException">A pointer leads nowhere, or a value has no canonical form.</exception>
    public static byte[] Of(
        JsonElement cloudEvent, IReadOnlyDictionary<string, string> salts, IReadOnlyDictionary<string, string> erased)
    {
        if (salts.Count + erased.Count == 0) return CanonicalJson.Of(cloudEvent);
        var @event = JsonObject.Create(cloudEvent)!;
        foreach (var (pointer, salt) in salts)
            Replace(@event, pointer, value => Commitment(Convert.FromBase64String(salt), value));
        foreach (var (pointer, commitment) in erased) Replace(@event, pointer, _ => commitment);
        return CanonicalJson.Of(JsonSerializer.SerializeToElement(@event));
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

    private static void Replace(JsonObject @event, string pointer, Func<JsonElement, string> commitment)
    {
        var owner = @event["data"];
        string[] path = [.. pointer.Split('/').Skip(1).Select(Unescaped)];
        foreach (var step in path[..^1]) owner = Step(owner, step);
        if (path.Length == 0 || Step(owner, path[^1]) is not { } value)
            throw new FormatException($"The personal field `{pointer}` is not there.");
        var committed = commitment(JsonSerializer.SerializeToElement(value));
        if (owner is JsonArray list) list[int.Parse(path[^1], null)] = committed;
        else owner![path[^1]] = committed;
    }

    private static JsonNode? Step(JsonNode? owner, string step) => owner switch
    {
        JsonObject fields => fields[step],
        JsonArray list when int.TryParse(step, out var index) && index >= 0 && index < list.Count => list[index],
        _ => null,
    };

    private static string Unescaped(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
