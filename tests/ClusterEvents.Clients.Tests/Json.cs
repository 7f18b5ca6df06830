using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Clients.Tests;

/// <summary>Compares what the service says with what a client read, written as JSON again.</summary>
internal static class Json
{
    /// <summary>
    /// Requires that a client read all fields and invented none. A field that is null is one that is left out, and
    /// instants may be written with any offset.
    /// </summary>
    public static void Same(JsonNode said, string read)
    {
        var (expected, actual) = (Plain(said), Plain(JsonNode.Parse(read)!));
        Assert.True(JsonNode.DeepEquals(expected, actual),
            $"The service says\n{expected!.ToJsonString()}\nand the client read\n{actual!.ToJsonString()}");
    }

    /// <summary>The names of the fields that have a value.</summary>
    public static IEnumerable<string> Fields(JsonNode json) =>
        Plain(json)!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal);

    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Where(field => field.Value is not null)
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Plain(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Plain)]),
        null => null,
        _ when node.GetValueKind() == JsonValueKind.String && Instant((string)node!) is { } instant => instant,
        _ when node.GetValueKind() == JsonValueKind.Number => (decimal)node.AsValue(),
        _ => node.DeepClone(),
    };

    private static string? Instant(string text) =>
        text.Contains('T', StringComparison.Ordinal) && text.Contains(':', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : null;
}
