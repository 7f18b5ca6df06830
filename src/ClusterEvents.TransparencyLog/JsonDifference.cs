using System.Text.Json;

namespace ClusterEvents.TransparencyLog;

/// <summary>Describes where two JSON values differ.</summary>
public static class JsonDifference
{
    private const int LongestShown = 120;

    public static IEnumerable<string> Between(ReadOnlyMemory<byte> @sealed, ReadOnlyMemory<byte> stored)
    {
        using var left = JsonDocument.Parse(@sealed);
        using var right = JsonDocument.Parse(stored);
        return [.. Between("", left.RootElement, right.RootElement)];
    }

    private static IEnumerable<string> Between(string path, JsonElement? left, JsonElement? right)
    {
        if (left is { ValueKind: JsonValueKind.Object } a && right is { ValueKind: JsonValueKind.Object } b)
            return Names(a).Union(Names(b))
                .SelectMany(name => Between($"{path}/{name}", Field(a, name), Field(b, name)));
        if (left is { } one && right is { } other && JsonElement.DeepEquals(one, other)) return [];
        var (was, @is) = Excerpts.Of(Text(left), Text(right), LongestShown);
        return [$"{path} was sealed as {was} and is stored as {@is}"];
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(field => field.Name);

    private static JsonElement? Field(JsonElement json, string name) =>
        json.TryGetProperty(name, out var field) ? field : null;

    private static string Text(JsonElement? value) => value?.GetRawText() ?? "nothing";
}
