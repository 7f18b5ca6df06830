using System.Net;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Hosting.Http;

/// <summary>
/// Without authentication (local developer), accepts only requests to host names of this machine, and none from pages
/// of other sites. This protects against DNS rebinding, by which such a page could act as the local developer.
/// <c>AllowedHosts</c> adds other names.
/// </summary>
public static class LocalHosts
{
    public static void UseLocalHosts(this WebApplication app)
    {
        var configuration = app.Configuration;
        if (Identity.Identity.AuthorityOf(configuration) is not null || configuration["AllowedHosts"] is { Length: > 0 }) return;
        app.Use(next => http => IsFromHere(http.Request) ? next(http) : Refuse(http.Request).ExecuteAsync(http));
    }

    /// <summary>HTTP 1.0 clients may omit the host; browsers never do.</summary>
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
