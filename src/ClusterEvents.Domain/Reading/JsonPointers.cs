using System.Globalization;
using System.Text.Json.Nodes;

namespace ClusterEvents.Domain.Reading;

/// <summary>Reads and replaces values in JSON by JSON pointer (RFC 6901), without escape sequences.</summary>
public static class JsonPointers
{
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
