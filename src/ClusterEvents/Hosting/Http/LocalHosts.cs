using System.Net;
using ClusterEvents.Domain.Model.Wording.Refusals;
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
        if (Identity.Identity.AuthorityOf(app.Configuration) is not null) return;
        var allowed = new AllowedHosts(app.Configuration);
        app.Use(next => http =>
            IsFromHere(http.Request, allowed) ? next(http) : Refuse(http.Request).ExecuteAsync(http));
    }

    /// <summary>HTTP 1.0 clients may omit the host; browsers never do.</summary>
    private static bool IsFromHere(HttpRequest request, AllowedHosts allowed)
    {
        bool IsOurs(string host) => IsLocal(host) || allowed.Contains(host);
        return (!request.Host.HasValue || IsOurs(request.Host.Host))
            && (request.Headers.Origin.ToString() is var origin && (origin.Length == 0
                || (Uri.TryCreate(origin, UriKind.Absolute, out var site) && IsOurs(site.Host))));
    }

    /// <summary>Whether a host name is one of this machine itself.</summary>
    internal static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static IResult Refuse(HttpRequest request) => ProblemResults.Problem(
        StatusCodes.Status403Forbidden, "not-allowed",
        new Fault("wrong-host", ("value", $"{request.Scheme}://localhost")));
}
