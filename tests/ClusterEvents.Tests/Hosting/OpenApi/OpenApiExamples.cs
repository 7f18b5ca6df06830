using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Tests.Hosting.OpenApi;

/// <summary>The examples of the OpenAPI document.</summary>
internal static class OpenApiExamples
{
    /// <summary>The route of a kind with the examples of its parameters, and that of its body, if it has one.</summary>
    public static (string Path, JsonNode Body)? Find(JsonNode document, string kind)
    {
        var (template, item) = document["paths"]!.AsObject().Single(path =>
            (string?)path.Value!["post"]?["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"]
            == $"#/components/schemas/{kind}");
        var path = template;
        foreach (var parameter in Parameters(document, item!["post"]!).Where(one => one["example"] is not null))
            path = (string)parameter["in"]! == "path"
                ? path.Replace($"{{{parameter["name"]}}}", (string)parameter["example"]!, StringComparison.Ordinal)
                : $"{path}?{parameter["name"]}={parameter["example"]}";
        var body = item["post"]!["requestBody"]!["content"]!["application/json"]!["example"];
        return body is null ? null : (path, body);
    }

    /// <summary>The parameters of an operation, those of several operations taken from the components.</summary>
    public static IEnumerable<JsonNode> Parameters(JsonNode document, JsonNode operation) =>
        (operation["parameters"]?.AsArray() ?? []).Select(one => (string?)one!["$ref"] is not { } shared ? one
            : document["components"]!["parameters"]![shared[(shared.LastIndexOf('/') + 1)..]]!);

    /// <summary>Sends the example of a kind as it stands.</summary>
    public static async Task TryAsync(this TestApp app, JsonNode document, string kind)
    {
        var (path, body) = Find(document, kind) ?? throw new ArgumentException($"{kind} has no example.", nameof(kind));
        (await app.PostAsync(path, body)).Expect(HttpStatusCode.Created);
    }
}
