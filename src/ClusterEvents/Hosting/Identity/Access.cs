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

    private static readonly ClaimsPrincipal Anyone = new();

    /// <summary>The setting that lets everyone read timelines.</summary>
    public static bool IsReadingPublic(IConfiguration configuration) =>
        configuration.GetValue("Authentication:PublicReading", false);

    /// <summary>Whether a request is answered without a token.</summary>
    public static bool IsForEveryone(HttpContext http, bool publicReading) => IsAllowed(Anyone, http, publicReading);

    /// <summary>Whether a path leads to what is on record, rather than to health, hashes or descriptions.</summary>
    public static bool IsRecord(PathString path) =>
        path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) || AreEntries(path);

    public static bool IsAllowed(ClaimsPrincipal user, HttpContext http, bool publicReading)
    {
        var path = http.Request.Path;
        // Routing ignores case, so the checks do too.
        bool Under(string prefix) => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase);

        // The entries of the log are the record itself; its hashes and checkpoints reveal nothing of it.
        if (AreEntries(path)) return publicReading || Readers.Any(user.IsInRole);
        // Health and API description reveal nothing of the record and need no role.
        if (!Under("/v1") || http.GetEndpoint() is null) return true;
        if (Under("/v1/webhooks")) return user.IsInRole(Role.Administrator);
        if (ReadOpening.IsAskedBy(http.Request)) return Provers.Any(user.IsInRole);
        if (Under("/v1/audit")) return Auditors.Any(user.IsInRole);
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            return Recorders.Any(user.IsInRole);
        return (publicReading && (Under("/v1/timelines") || Under("/v1/search"))) || Readers.Any(user.IsInRole);
    }

    private static bool AreEntries(PathString path) =>
        path.StartsWithSegments("/log/tile/entries", StringComparison.OrdinalIgnoreCase);
}
