using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Writes one operation of the document.</summary>
public sealed class OperationWriter(OpenApiDocument document, Schemas schemas, OpenApiOperation operation)
{
    public Schemas Schemas => schemas;

    public OperationWriter Path(string name, string description, string? example = null) =>
        Parameter(ParameterLocation.Path, name, Schemas.Text(), description, example);

    public OperationWriter Query(
        string name, IOpenApiSchema schema, string description, string? example = null, bool required = false) =>
        Parameter(ParameterLocation.Query, name, schema, description, example, required);

    /// <summary>A query parameter that may be given several times.</summary>
    public OperationWriter QueryList(string name, string description, IEnumerable<string>? choices = null)
    {
        var item = Schemas.Text();
        if (choices is not null) item.Enum = [.. choices.Select(choice => (JsonNode)choice)];
        return Query(name, new OpenApiSchema { Type = JsonSchemaType.Array, Items = item }, description);
    }

    public OperationWriter Header(string name, IOpenApiSchema schema, string description) =>
        Parameter(ParameterLocation.Header, name, schema, description, null);

    public OperationWriter Body(string mediaType, IOpenApiSchema schema, JsonNode? example = null)
    {
        var body = (OpenApiRequestBody)(operation.RequestBody ??= new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(),
        });
        body.Content![mediaType] = new OpenApiMediaType { Schema = schema, Example = example };
        return this;
    }

    /// <summary>A successful response.</summary>
    public OperationWriter Answers(
        int status, string description, IOpenApiSchema? schema, string mediaType = "application/json",
        params string[] headers)
    {
        var code = status.ToString(CultureInfo.InvariantCulture);
        var response = operation.Responses!.TryGetValue(code, out var known) ? (OpenApiResponse)known
            : new OpenApiResponse { Description = description, Content = new Dictionary<string, OpenApiMediaType>() };
        if (schema is not null) response.Content![mediaType] = new OpenApiMediaType { Schema = schema };
        if (headers.Length > 0)
            response.Headers = headers.ToDictionary(name => name, name => ProblemResponses.HeaderOf(name));
        operation.Responses[code] = response;
        return this;
    }

    /// <summary>Conditional requests with ETags, and the response 304.</summary>
    public OperationWriter Revalidates() => Header("If-None-Match", Schemas.Text(), "The ETag of what the reader has")
        .Answers(304, "The reader has this very answer", null, headers: "ETag");

    /// <summary>The error responses, with problem details.</summary>
    public OperationWriter Refuses(params int[] statuses)
    {
        foreach (var status in statuses.Order())
            operation.Responses![status.ToString(CultureInfo.InvariantCulture)] =
                new OpenApiResponseReference(ProblemResponses.NameOf(status), document);
        return this;
    }

    private OperationWriter Parameter(
        ParameterLocation place, string name, IOpenApiSchema schema, string description, string? example,
        bool required = false)
    {
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = name,
            In = place,
            Required = required || place == ParameterLocation.Path,
            Schema = schema,
            Description = description,
            Example = example is null ? null : JsonValue.Create(example),
        });
        return this;
    }
}
