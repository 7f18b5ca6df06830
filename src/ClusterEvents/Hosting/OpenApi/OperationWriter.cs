using System.Globalization;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model.Catalogue;
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
                // Generators of classes take the first form, and the other one only if it is the only one at its level.
                Schema = response.Content.TryGetValue(mediaType, out var other)
                    ? new OpenApiSchema { OneOf = [other.Schema!, new OpenApiSchema { OneOf = [schema] }] } : schema,
            };
        if (headers.Length > 0)
            response.Headers = headers.ToDictionary(name => name, name => ProblemResponses.HeaderOf(name));
        operation.Responses[code] = response;
        return this;
    }

    /// <summary>
    /// Where 201 is answered, the answer 200 to another form of the request is described as that to all other cases:
    /// generated clients return the answer with the lowest status, and take every other one for an error.
    /// </summary>
    public void CreatedFirst()
    {
        if (!operation.Responses!.ContainsKey("201") || !operation.Responses.Remove("200", out var other)) return;
        operation.Responses["default"] = other;
    }

    /// <summary>The error responses, with problem details.</summary>
    public OperationWriter Refuses(params int[] statuses)
    {
        foreach (var status in statuses.Order())
            operation.Responses![status.ToString(CultureInfo.InvariantCulture)] =
                new OpenApiResponseReference(ProblemResponses.NameOf(status), document);
        return this;
    }

    /// <summary>The codes of rules, under status 422, that it has beside those of every recording.</summary>
    public void RulesOf(ActivityType? type)
    {
        var (codes, others) = (ProblemCodes.OfRules(type), ProblemCodes.OfOtherEntries(type));
        if (type is { AsksRulesOfTarget: false } && codes.Length > 0)
            operation.Description += $"\n\nIts own rules (422): {ProblemCodes.Told(codes)}.";
        if (others.Length > 0)
            operation.Description += "\n\nWhere it contradicts an entry of another day on the same stream: "
                + $"{ProblemCodes.Told(others)}.";
        operation.Extensions = new Dictionary<string, IOpenApiExtension>
        {
            [ProblemCodes.Extension] = ProblemCodes.List([.. codes, .. others]),
        };
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
            Example = example is null ? null
                : schema.Type is JsonSchemaType.Integer
                    ? JsonValue.Create(long.Parse(example, CultureInfo.InvariantCulture))
                : JsonValue.Create(example),
        });
        return this;
    }
}
