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

    /// <summary>
    /// A successful response. A further one with the same status has another media type or another form.
    /// </summary>
    public OperationWriter Answers(
        int status, string description, IOpenApiSchema? schema, string mediaType = "application/json",
        params string[] headers)
    {
        var code = status.ToString(CultureInfo.InvariantCulture);
        var isFirst = !operation.Responses!.TryGetValue(code, out var known);
        var response = isFirst
            ? new OpenApiResponse { Description = description, Content = new Dictionary<string, OpenApiMediaType>() }
            : (OpenApiResponse)known!;
        // The first answer describes the response; others add their schema.
        if (!isFirst && description.Length > 0 && schema is OpenApiSchema own) own.Description ??= description;
        if (schema is not null)
            response.Content![mediaType] = new OpenApiMediaType
            {
                Schema = response.Content.TryGetValue(mediaType, out var other)
                    ? new OpenApiSchema { OneOf = [other.Schema!, schema] } : schema,
            };
        if (headers.Length > 0)
            response.Headers = headers.ToDictionary(name => name, name => ProblemResponses.HeaderOf(name));
        operation.Responses[code] = response;
        return this;
    }

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
