using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Writes the OpenAPI document from the routes that are mapped and the records that they read.</summary>
public sealed class DocumentWriter(
    EndpointDataSource endpoints, XmlDocs docs, Examples examples, IConfiguration configuration)
    : IOpenApiDocumentTransformer
{
    private const string Bearer = "bearer";
    private const string Issuer = "issuer";

    private const string About =
        """
        The record of what emulation clusters (cụm thi đua) do: recorded once, never overwritten, shown on the timelines
        of cities and campaigns, and replayed from the events alone.

        Two times, never mixed: **occurred** is when it happened in the world, **recorded** is when the record learned
        of it. Unknown fields and parameters are refused, so a typo never vanishes; an optional field sent as null is a
        field left out. Rejections are problem details (RFC 9457) with a stable code.
        """;

    public async Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "ClusterEvents", Version = "v1", Description = About };
        document.Components ??= new OpenApiComponents();
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "A token of the configured OpenID Connect authority. In the Development environment, bound "
                + "to loopback and with no authority configured, requests without one act as `local-developer`.",
        });
        document.Security = [Requirement(Bearer, document)];
        if (Identity.Identity.AuthorityOf(configuration) is { } authority) AddIssuer(document, authority);
        var schemas = new Schemas(document, docs);
        ProblemResponses.AddTo(document, schemas);
        foreach (var path in Route.All(endpoints).GroupBy(route => route.Path))
            document.Paths.Add(path.Key.Replace("{*", "{", StringComparison.Ordinal), Item(path, document, schemas));
        await SharedParameters.ShareAsync(document, cancellationToken);
        document.Tags = document.Paths.SelectMany(path => path.Value.Operations!.Values).SelectMany(o => o.Tags!)
            .Select(tag => tag.Reference.Id!).Distinct().Order(StringComparer.Ordinal)
            .Select(name => new OpenApiTag { Name = name, Description = Tags.Descriptions[name] }).ToHashSet();
    }

    /// <summary>The issuer as OpenID Connect describes it, so that clients find where to get a token.</summary>
    private static void AddIssuer(OpenApiDocument document, string authority)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Issuer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OpenIdConnect,
            OpenIdConnectUrl = new Uri($"{authority.TrimEnd('/')}/.well-known/openid-configuration"),
            Description = "The issuer of the tokens",
        });
        document.Security!.Add(Requirement(Issuer, document));
    }

    private OpenApiPathItem Item(IEnumerable<Route> routes, OpenApiDocument document, Schemas schemas) => new()
    {
        Operations = routes.ToDictionary(route => route.Verb, route => Operation(route, document, schemas)),
    };

    private OpenApiOperation Operation(Route route, OpenApiDocument document, Schemas schemas)
    {
        var operation = new OpenApiOperation
        {
            OperationId = route.OperationId,
            Summary = route.Title,
            Description = route.Records is { } type ? docs.Of(type.ClrType) : docs.Of(route.Slice),
            Tags = new HashSet<OpenApiTagReference> { new(route.Tag, document) },
            Parameters = [],
            Responses = [],
        };
        var writer = new OperationWriter(document, schemas, operation);
        if (route.Records is { } recorded) CommandDescription.Write(route, recorded, writer, examples);
        else RouteDescription.Write(route, writer, docs, examples);

        if (route.Path.StartsWith("/v1/", StringComparison.Ordinal))
            writer.Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
        if (!route.Path.StartsWith("/health/", StringComparison.Ordinal))
            writer.Refuses(StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);
        if (operation.Parameters.Any(parameter => parameter.In == ParameterLocation.Query))
            writer.Refuses(StatusCodes.Status414UriTooLong);
        if (operation.RequestBody is not null) writer.Refuses(StatusCodes.Status408RequestTimeout);
        if (!operation.Responses.ContainsKey("401")) operation.Security = [];
        operation.Responses = InOrder(operation.Responses);
        return operation;
    }

    private static OpenApiResponses InOrder(OpenApiResponses responses)
    {
        var ordered = new OpenApiResponses();
        foreach (var (status, response) in responses.OrderBy(r => r.Key, StringComparer.Ordinal))
            ordered.Add(status, response);
        return ordered;
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
