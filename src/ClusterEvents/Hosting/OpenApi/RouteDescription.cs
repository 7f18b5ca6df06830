using System.Reflection;
using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Cities;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>
/// Describes a route other than those of commands, from the parameters of its handler and its declarations.
/// </summary>
internal static class RouteDescription
{
    public static void Write(Route route, OperationWriter writer, XmlDocs docs, Examples examples)
    {
        foreach (var path in route.Declares<PathParameter>()) writer.Path(path.Name, path.Description, path.Example);
        foreach (var parameter in route.Handler.GetParameters())
            if (parameter.GetCustomAttribute<PathParameterAttribute>() is { } own)
                writer.Path(parameter.Name!, own.Description, own.Example);
            else if (QueryOf(parameter.ParameterType) is { } query)
            {
                foreach (var asked in QueryReader.Of(query).Parameters) WriteParameter(asked, writer, docs);
                // Also where it takes none: what is not known is refused.
                writer.Refuses(StatusCodes.Status400BadRequest);
            }

        foreach (var header in route.Declares<HeaderParameter>())
            writer.Header(header.Name, Schemas.Text(), header.Description);
        foreach (var body in route.Declares<TakenBody>())
            writer.Body(body.MediaType, writer.Schemas.Of(body.Body), ExampleOf(body, examples));
        foreach (var answer in route.Declares<Answer>())
            writer.Answers(
                answer.Status, answer.Description, answer.Body is { } type ? writer.Schemas.Of(type) : null,
                answer.MediaType, [.. answer.Headers]);
        writer.CreatedFirst();
        foreach (var refused in route.Declares<Refusals>())
        {
            writer.Refuses([.. refused.Statuses]);
            // What records events of any type is refused by the rules of each.
            if (refused.Statuses.Contains(StatusCodes.Status422UnprocessableEntity)) writer.RulesOf(null);
        }
    }

    private static Type? QueryOf(Type parameter) =>
        parameter.IsGenericType && parameter.GetGenericTypeDefinition() == typeof(Asked<>)
            ? parameter.GetGenericArguments()[0] : null;

    private static void WriteParameter(QueryParameter asked, OperationWriter writer, XmlDocs docs)
    {
        var meaning = (docs.Of(asked.Property) ?? "").TrimEnd('.');
        // One parameter, because names that differ by their case alone become one in generated clients.
        if (asked.Header is { } header)
            writer.Header(header, SchemaOf(asked, writer.Schemas),
                $"{meaning}. Where no header can be sent, the query parameter `{asked.Name}` says the same");
        else writer.Query(asked.Name, SchemaOf(asked, writer.Schemas), meaning, asked.Example, asked.Required);
    }

    private static IOpenApiSchema SchemaOf(QueryParameter asked, Schemas schemas)
    {
        if (asked.IsList)
            return new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = asked.Choices is { } each ? Choice(each, schemas) : Schemas.Text(),
            };
        if (asked.Choices is { } choices) return Choice(choices, schemas, asked.Default as string);
        if (schemas.KeyOf(asked.Type) is { } key) return key;
        var schema = asked.Type == typeof(DateOnly) ? Schemas.Text(format: "date")
            : asked.Type == typeof(DateTimeOffset) ? Schemas.Text(format: "date-time")
            : asked.Type == typeof(bool) ? new OpenApiSchema { Type = JsonSchemaType.Boolean }
            : asked.Type == typeof(int) || asked.Type == typeof(long) ? Number(asked)
            : Schemas.Text();
        if (!asked.Required) schema.Default = asked.Default switch
        {
            int number => number,
            bool flag => flag,
            string word => word,
            _ => null,
        };
        return schema;
    }

    private static OpenApiSchemaReference Choice(ChoicesAttribute choices, Schemas schemas, string? usual = null)
    {
        var choice = schemas.Named(
            choices.Name ?? throw new InvalidOperationException("Choices of a described query need a name."),
            () => Schemas.OneOf(choices.Of(StoredEvents.Catalogue)));
        choice.Default = usual;
        return choice;
    }

    private static OpenApiSchema Number(QueryParameter asked) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = asked.Type == typeof(long) ? "int64" : null,
        Minimum = $"{asked.Least}",
        Maximum = asked.Most is { } most ? $"{most}" : null,
    };

    /// <summary>An event that can be sent unchanged; lines have no JSON form for an example.</summary>
    private static JsonNode? ExampleOf(TakenBody body, Examples examples) =>
        body.MediaType == MediaTypes.Lines ? null
        : body.Body != typeof(StoredCloudEvent) && body.Body != typeof(StoredCloudEvent[]) ? null
        : examples.CloudEvent(RegisterCity.Type.CloudEventType) is not { } registered ? null
        : body.Body == typeof(StoredCloudEvent[]) ? new JsonArray(registered) : registered;
}
