using System.Security.Claims;
using ClusterEvents.Domain.Decisions;

namespace ClusterEvents.Hosting.Identity;

/// <summary>Decides which role may call which route. Permission for cities is checked when recording.</summary>
public static class Access
{
    private static readonly string[] Readers = [Role.Reader, Role.Recorder, Role.Auditor, Role.Administrator];
    private static readonly string[] Recorders = [Role.Recorder, Role.Administrator];
    private static readonly string[] Auditors = [Role.Auditor, Role.Administrator];

    /// <summary>What reveals nothing of the record: health, the description of the API, the log, and stylesheets.</summary>
    private static readonly string[] Open = ["/health", "/openapi", "/scalar", "/log", "/assets"];

    /// <summary>The pages that public reading opens, below the language: those of timelines, and the front page.</summary>
    private static readonly string[] PublicPages =
        ["/cities", "/campaigns", "/clusters", "/search", "/activities", "/directives", "/targets", "/commendations"];

    public static bool IsAllowed(ClaimsPrincipal user, HttpContext http, bool publicReading)
    {
        var path = http.Request.Path;
        // Routing ignores case, so the checks do too.
        bool Under(string prefix) => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase);

        // The entries of the log are the record itself; its hashes and checkpoints reveal nothing of it.
        if (Under("/log/tile/entries")) return publicReading || Readers.Any(user.IsInRole);
        // Nothing is there, which the answer says.
        if (http.GetEndpoint() is null) return true;
        if (Open.Any(Under) || path == "/") return true;
        if (Under("/vi") || Under("/en")) return IsPageAllowed(user, path.Value![3..], publicReading);
        // A route that is not listed is open to nobody.
        if (!Under("/v1")) return false;
        if (Under("/v1/webhooks")) return user.IsInRole(Role.Administrator);
        if (Under("/v1/audit")) return Auditors.Any(user.IsInRole);
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            return Recorders.Any(user.IsInRole);
        return (publicReading && (Under("/v1/timelines") || Under("/v1/search"))) || Readers.Any(user.IsInRole);
    }

    private static bool IsPageAllowed(ClaimsPrincipal user, PathString below, bool publicReading) =>
        below.StartsWithSegments("/audit") ? Auditors.Any(user.IsInRole)
            : Readers.Any(user.IsInRole) || (publicReading
                && (below.Value is "" or "/" || PublicPages.Any(page => below.StartsWithSegments(page))));
}
