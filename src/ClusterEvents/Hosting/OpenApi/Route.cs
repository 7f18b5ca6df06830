using System.Reflection;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model.Catalogue;
using Microsoft.AspNetCore.Http.Metadata;
using Wolverine.Http;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>One route of the program.</summary>
/// <param name="Path">The path as mapped, such as <c>/v1/meetings/{id}/remarks</c>.</param>
/// <param name="Verb">The HTTP method.</param>
/// <param name="Handler">The handler method; null for the route of a command.</param>
/// <param name="Records">The event type that the route records; null if none, or any.</param>
public sealed partial record Route(string Path, HttpMethod Verb, MethodInfo? Handler, ActivityType? Records)
{
    public Type Slice => Handler!.DeclaringType!;

    /// <summary>The name of the command or handler class, with its method if it has several.</summary>
    public string OperationId => Records is { } type ? type.Command
        : Slice.Name + (Handler!.Name is "Post" or "Get" ? "" : Handler.Name);

    /// <summary>The title of the operation: <c>Offer flowers</c>, unless its method has an explicit one.</summary>
    public string Title => Handler?.GetCustomAttribute<EndpointSummaryAttribute>()?.Summary
        ?? Word().Replace(OperationId, word => word.Index == 0 ? word.Value : $" {word.Value.ToLowerInvariant()}");

    /// <summary>The tag: the folder of the command or handler, unless it has an explicit one.</summary>
    public string Tag => Records is { } type ? type.Group
        : Slice.GetCustomAttribute<TagsAttribute>()?.Tags[0] ?? Slice.Namespace!.Split('.')[^1];

    public IEnumerable<string> PathParameters => Parameter().Matches(Path).Select(match => match.Groups[1].Value);

    public override string ToString() => $"{Verb} {Path}";

    /// <summary>The routes of the program itself, ordered by path.</summary>
    public static IEnumerable<Route> All(EndpointDataSource endpoints) =>
        from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        let handler = endpoint.Metadata.GetMetadata<HttpChain>()?.Method.Method
        let records = endpoint.Metadata.GetMetadata<ActivityType>()
        where handler is not null || records is not null
        from verb in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        where verb is "GET" or "POST"
        orderby path, verb
        select new Route(path, new HttpMethod(verb), handler, records);

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
