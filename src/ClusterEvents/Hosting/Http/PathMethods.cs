using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace ClusterEvents.Hosting.Http;

/// <summary>
/// The methods that a path has: a path without any is not found (404), a path with others refuses the method (405) and
/// names them as Allow (RFC 9110, 10.2.1).
/// </summary>
/// <remarks>
/// Routing chooses by method before it compares a segment of text and parameter, as in <c>/v1/cities.{suffix}</c>: to
/// it, any text in that place may have the methods of such a route.
/// </remarks>
internal sealed class PathMethods(EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    private readonly Lazy<Route[]> _routes = new(() =>
        [.. endpoints.Endpoints.OfType<RouteEndpoint>().Select(endpoint => Route.Of(endpoint, policies))]);

    /// <summary>The methods of the path of a request, in alphabetical order; none if no route has it.</summary>
    public string[] Of(HttpContext http) =>
    [
        .. _routes.Value.Where(route => route.Has(http)).SelectMany(route => route.Methods).Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private sealed record Route(
        TemplateMatcher Template, (string Name, IRouteConstraint Constraint)[] Constraints,
        IReadOnlyList<string> Methods)
    {
        public static Route Of(RouteEndpoint endpoint, ParameterPolicyFactory policies)
        {
            var pattern = endpoint.RoutePattern;
            return new(
                new(new RouteTemplate(pattern), new RouteValueDictionary(pattern.Defaults)),
                [.. pattern.Parameters.SelectMany(parameter => Constraints(parameter, policies))],
                endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []);

            static IEnumerable<(string, IRouteConstraint)> Constraints(
                RoutePatternParameterPart parameter, ParameterPolicyFactory policies) =>
                parameter.ParameterPolicies.Select(policy => policies.Create(parameter, policy))
                    .OfType<IRouteConstraint>().Select(constraint => (parameter.Name, constraint));
        }

        public bool Has(HttpContext http)
        {
            var values = new RouteValueDictionary();
            return Template.TryMatch(http.Request.Path, values) && Constraints.All(one =>
                one.Constraint.Match(http, route: null, one.Name, values, RouteDirection.IncomingRequest));
        }
    }
}
