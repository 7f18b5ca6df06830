using System.Reflection;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Recording.Routing;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>One route of the program.</summary>
/// <param name="Path">The path as mapped, such as <c>/v1/meetings/{id}/remarks</c>.</param>
/// <param name="Verb">The HTTP method.</param>
/// <param name="Handler">The handler method.</param>
/// <param name="Declared">The declarations beside the handler.</param>
public sealed partial record Route(
    string Path, HttpMethod Verb, MethodInfo Handler, EndpointMetadataCollection Declared)
{
    /// <summary>The type of event that the route records; null where it records none, or any.</summary>
    public ActivityType? Records => Declared.GetMetadata<ActivityType>();

    public Type Slice => Handler.DeclaringType!;

    /// <summary>
    /// The name of the command, or the explicit one of the route, or that of the handler class, with its method if it
    /// has several.
    /// </summary>
    public string OperationId => Records is { } type ? type.Command
        : Declared.GetMetadata<IEndpointNameMetadata>()?.EndpointName
            ?? Slice.Name + (Handler.Name is "Post" or "Get" ? "" : Handler.Name);

    /// <summary>The title of the operation: <c>Offer flowers</c>, unless the route has an explicit one.</summary>
    public string Title => Declared.GetMetadata<IEndpointSummaryMetadata>()?.Summary
        ?? Word().Replace(OperationId, word => word.Index == 0 ? word.Value : $" {word.Value.ToLowerInvariant()}");

    /// <summary>The tag: for a command, the folder of its event.</summary>
    public string Tag => Records is { } type ? type.Group : Declares<ITagsMetadata>()[0].Tags[0];

    public IEnumerable<string> PathParameters => Parameter().Matches(Path).Select(match => match.Groups[1].Value);

    public IReadOnlyList<T> Declares<T>() where T : class => Declared.GetOrderedMetadata<T>();

    /// <summary>The routes of the program itself, ordered by path.</summary>
    public static IEnumerable<Route> All(EndpointDataSource endpoints) =>
        from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        let declared = endpoint.Metadata
        let handler = declared.GetMetadata<MethodInfo>()
        where declared.GetMetadata<Answer>() is not null || declared.GetMetadata<ActivityType>() is not null
        from verb in declared.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        where verb is "GET" or "POST"
        orderby path, verb
        select new Route(path, new HttpMethod(verb), handler, declared);

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
