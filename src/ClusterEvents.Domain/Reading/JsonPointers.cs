using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClusterEvents.Domain.Reading;

/// <summary>Reads and replaces values in JSON by JSON pointer (RFC 6901), without escape sequences.</summary>
public static class JsonPointers
{
    /// <summary>The path of a field for a pointer to it: <c>items[0].text</c> for <c>/items/0/text</c>.</summary>
    public static string ToPath(string at) => string.Concat(at.Split('/').Skip(1)
        .Select(step => char.IsAsciiDigit(step[0]) ? $"[{step}]" : $".{step}")).TrimStart('.');

    /// <summary>The text at a pointer; null if there is none.</summary>
    public static string? TextAt(JsonElement json, string at)
    {
        foreach (var step in at.Split('/').Skip(1))
            if (json.ValueKind == JsonValueKind.Array && int.TryParse(step, out var index)
                && index < json.GetArrayLength()) json = json[index];
            else if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(step, out json)) return null;
        return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
    }

    /// <summary>Whether a value exists at the pointer.</summary>
    public static bool Exists(JsonObject json, string at) =>
        at.Split('/').Skip(1).Aggregate((JsonNode?)json, Step) is not null;

    /// <summary>Replaces the value at the pointer, whose parent must exist.</summary>
    /// <returns>The previous value.</returns>
    public static JsonNode? Replace(JsonObject json, string at, string text)
    {
        string[] path = [.. at.Split('/').Skip(1)];
        var owner = path[..^1].Aggregate((JsonNode?)json, Step)!;
        var before = Step(owner, path[^1]);
        owner[path[^1]] = text;
        return before;
    }

    private static JsonNode? Step(JsonNode? owner, string step) => owner switch
    {
        JsonArray list => list.ElementAtOrDefault(int.Parse(step, CultureInfo.InvariantCulture)),
        JsonObject fields => fields[step],
        _ => null,
    };
}
