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
    /// <exception cref="FormatException">Either is no object of texts.</exception>
    public static Openings Of(JsonElement json) => new(Texts(json, "salts"), Texts(json, "erased"));

    /// <summary>Whether a name means an attribute of the event; otherwise it is a pointer into its data.</summary>
    internal static bool IsAttribute(string name) => !name.StartsWith('/');

    private static Dictionary<string, string> Texts(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var texts) || texts.ValueKind == JsonValueKind.Null) return Nothing;
        if (texts.ValueKind != JsonValueKind.Object
            || texts.EnumerateObject().Any(text => text.Value.ValueKind != JsonValueKind.String))
            throw new FormatException($"`{name}` is no object of texts.");
        return texts.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!);
    }
}
