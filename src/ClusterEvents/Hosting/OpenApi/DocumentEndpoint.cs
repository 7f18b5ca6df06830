using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Answers with the document, as JSON of OpenAPI 3.1.</summary>
internal static class DocumentEndpoint
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task AnswerAsync(HttpContext http)
    {
        var document = await http.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApi.Document)
            .GetOpenApiDocumentAsync(http.RequestAborted);
        // The place of the service at the host that the document is read from, behind the prefix that a proxy takes
        // off. It names no host: a request can name any.
        var url = http.Request.PathBase.HasValue ? http.Request.Visible("") : "/";
        document.Servers = [new() { Url = url, Description = "This installation" }];
        var json = JsonNode.Parse(
            await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, http.RequestAborted))!;
        PutNullLast(json);
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(json.ToJsonString(Indented), http.RequestAborted);
    }

    /// <summary>
    /// Writes <c>"type": ["string", "null"]</c> instead of the same types in the order of the library: some generators
    /// of clients take the first type for the only one.
    /// </summary>
    private static void PutNullLast(JsonNode? node)
    {
        if (node is JsonArray items)
            foreach (var item in items) PutNullLast(item);
        if (node is not JsonObject fields) return;
        if (fields["type"] is JsonArray { Count: > 1 } types && types[0]?.ToString() == "null")
        {
            types.RemoveAt(0);
            types.Add("null");
        }

        foreach (var (_, value) in fields) PutNullLast(value);
    }
}
