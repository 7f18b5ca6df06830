using System.Text.Json;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// What stands beside an event for its personal values: the salts of those that are there, and the commitments to those
/// that were erased. Each is named by the JSON pointer (RFC 6901) into the event's <c>data</c>, such as
/// <c>/person/name</c>, or by the name of the attribute, such as <c>recordedby</c>.
/// </summary>
/// <param name="Salts">The salts, in base64.</param>
/// <param name="Erased">The commitments.</param>
public sealed record Openings(IReadOnlyDictionary<string, string> Salts, IReadOnlyDictionary<string, string> Erased)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>No salts and no commitments.</summary>
    public static readonly Openings None = new(Nothing, Nothing);

    /// <summary>Reads <c>{"salts":{…},"erased":{…}}</c>, beside which other fields may stand.</summary>
    /// <exception cref="FormatException">It is no object, or either is no object of texts.</exception>
    public static Openings Of(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new(Texts(json, "salts"), Texts(json, "erased")) : throw new FormatException("It is no JSON object.");

    /// <summary>Whether a name means an attribute of the event; otherwise it is a pointer into its data.</summary>
    internal static bool IsAttribute(string name) => !name.StartsWith('/');

    private static Dictionary<string, string> Texts(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var texts) || texts.ValueKind == JsonValueKind.Null) return Nothing;
        if (texts.ValueKind != JsonValueKind.Object
            || texts.EnumerateObject().Any(text => text.Value.ValueKind != JsonValueKind.String))
            throw new FormatException($"`{name}` is no object of texts.");
        var read = new Dictionary<string, string>();
        foreach (var text in texts.EnumerateObject())
            if (!read.TryAdd(text.Name, text.Value.GetString()!))
                throw new FormatException($"`{name}` has the field `{text.Name}` twice.");
        return read;
    }
}

/// <summary>The openings of an event lack one of its personal fields, so its leaf cannot be made.</summary>
/// <param name="field">The JSON pointer into <c>data</c>, or the name of the attribute.</param>
public sealed class UnopenedFieldException(string field)
    : FormatException($"The personal field `{field}` has neither a salt nor a mark of its erasure.")
{
    public string Field { get; } = field;
}
