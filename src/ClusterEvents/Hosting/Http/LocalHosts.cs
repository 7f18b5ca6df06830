using System.Net;
using ClusterEvents.Hosting.Identity;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Hosting.Http;

/// <summary>
/// Where everyone is the local developer, only requests to a name of this very machine are answered, and none that the
/// page of another site sends. A page whose own name is made to lead to 127.0.0.1 would be the local developer
/// otherwise. Other names are answered where <c>AllowedHosts</c> lists them, which the framework then holds to.
/// </summary>
public static class LocalHosts
{
    public static void UseLocalHosts(this WebApplication app)
    {
        var configuration = app.Configuration;
        if (Identity.Identity.AuthorityOf(configuration) is not null || configuration["AllowedHosts"] is { Length: > 0 }) return;
        app.Use(next => http => IsFromHere(http.Request) ? next(http) : Refuse(http.Request).ExecuteAsync(http));
    }

    /// <summary>HTTP 1.0 may leave the host out; no browser does.</summary>
    private static bool IsFromHere(HttpRequest request) =>
        (!request.Host.HasValue || IsLocal(request.Host.Host))
        && (request.Headers.Origin.ToString() is var origin && (origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var site) && IsLocal(site.Host))));

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static IResult Refuse(HttpRequest request) =>
        ProblemResults.Problem(StatusCodes.Status403Forbidden, "not-allowed",
            $"Without an authority only this machine is answered, under a name of its own: ask "
            + $"{request.Scheme}://localhost, and from no page of another site. For other names set AllowedHosts, or an authority.");
}
