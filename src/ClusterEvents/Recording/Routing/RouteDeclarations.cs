using ClusterEvents.Recording.Http;

namespace ClusterEvents.Recording.Routing;

/// <summary>
/// Maps routes and declares their responses. The handler's parameters declare path and query; the OpenAPI document is
/// written from both.
/// </summary>
public static class RouteDeclarations
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Writing = [HttpMethods.Post];

    /// <summary>Maps a route for GET and HEAD (RFC 9110, section 9.3.2); the server omits the body of HEAD.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string path, Delegate handler) =>
        routes.Map(path, Reading, handler);

    /// <summary>Maps a route for POST.</summary>
    public static RouteHandlerBuilder MapWrite(this IEndpointRouteBuilder routes, string path, Delegate handler) =>
        routes.Map(path, Writing, handler);

    /// <summary>Lets a route that a library maps for GET answer HEAD as well.</summary>
    public static TBuilder AnswersHead<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is not { HttpMethods: ["GET"] }) return;
            endpoint.Metadata.Add(new HttpMethodMetadata(Reading));
        });
        return route;
    }

    /// <summary>Declares a response. One status may have several, with different media types or forms.</summary>
    public static RouteHandlerBuilder Answers<TBody>(
        this RouteHandlerBuilder route, string description, int status = StatusCodes.Status200OK,
        string mediaType = MediaTypes.Json, params string[] headers) =>
        route.WithMetadata(new Answer(status, description, typeof(TBody), mediaType, headers));

    /// <summary>Declares error responses, which are problem details.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses) =>
        route.WithMetadata(new Refusals(statuses));

    /// <summary>Declares a header that the handler reads.</summary>
    public static RouteHandlerBuilder ReadsHeader(this RouteHandlerBuilder route, string name, string description) =>
        route.WithMetadata(new HeaderParameter(name, description));

    /// <summary>Declares that titles are in the preferred language of the client, which the answer says.</summary>
    public static RouteHandlerBuilder ReadsLanguage(this RouteHandlerBuilder route) =>
        route.WithMetadata(new WordedByLanguage())
            .ReadsHeader("Accept-Language", "The language of titles: `vi` unless `en` is preferred");

    /// <summary>
    /// Declares the response 412 to a read with <c>If-Match</c>. The header itself is not described: generated clients
    /// would get one more argument in every method that reads, and callers of earlier ones would not compile.
    /// </summary>
    public static RouteHandlerBuilder HonoursIfMatch(this RouteHandlerBuilder route) =>
        route.Refuses(StatusCodes.Status412PreconditionFailed);

    /// <summary>Declares conditional requests with ETags, and the responses 304 and 412.</summary>
    public static RouteHandlerBuilder Revalidates(this RouteHandlerBuilder route) => route
        .ReadsHeader("If-None-Match", "The ETag of what the reader has")
        .HonoursIfMatch()
        .WithMetadata(new Answer(
            StatusCodes.Status304NotModified, "The reader has this very answer", null, MediaTypes.Json, ["ETag"]));

    /// <summary>Declares a form of the body that the handler reads.</summary>
    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder route, string mediaType) =>
        route.WithMetadata(new TakenBody(mediaType, typeof(TBody)));

    /// <summary>
    /// Maps a handler that is compiled at its first request. The framework's own methods compile the handlers of all
    /// routes before the first request is answered, which took a fifth of a start. Nothing is inferred from a handler:
    /// what a route takes and answers is declared.
    /// </summary>
    private static RouteHandlerBuilder Map(
        this IEndpointRouteBuilder routes, string path, string[] methods, Delegate handler) =>
        RouteHandlerServices.Map(routes, path, handler, methods, (_, _) => new() { EndpointMetadata = [] },
            (_, options, _) =>
            {
                var compiled = new Lazy<RequestDelegate>(
                    () => RequestDelegateFactory.Create(handler, options).RequestDelegate);
                return new(http => compiled.Value(http), []);
            });
}
