using System.Security.Claims;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Domain.Decisions;

namespace ClusterEvents.Hosting.Identity;

/// <summary>Decides which role may call which route. Permission for cities is checked when recording.</summary>
public static class Access
{
    private static readonly string[] Readers = [Role.Reader, Role.Recorder, Role.Auditor, Role.Administrator];
    private static readonly string[] Recorders = [Role.Recorder, Role.Administrator];
    private static readonly string[] Provers = [Role.Recorder, Role.Auditor, Role.Administrator];
    private static readonly string[] Auditors = [Role.Auditor, Role.Administrator];

    public static bool IsAllowed(ClaimsPrincipal user, HttpContext http, bool publicReading)
    {
        var path = http.Request.Path;
        // Routing ignores case, so the checks do too.
        bool Under(string prefix) => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase);

        // The entries of the log are the record itself; its hashes and checkpoints reveal nothing of it.
        if (Under("/log/tile/entries")) return publicReading || Readers.Any(user.IsInRole);
        // Health and API description reveal nothing of the record and need no role.
        if (!Under("/v1") || http.GetEndpoint() is null) return true;
        if (Under("/v1/webhooks")) return user.IsInRole(Role.Administrator);
        if (ReadOpening.IsAskedBy(http.Request)) return Provers.Any(user.IsInRole);
        if (Under("/v1/audit")) return Auditors.Any(user.IsInRole);
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            return Recorders.Any(user.IsInRole);
        return (publicReading && (Under("/v1/timelines") || Under("/v1/search"))) || Readers.Any(user.IsInRole);
    }
}
