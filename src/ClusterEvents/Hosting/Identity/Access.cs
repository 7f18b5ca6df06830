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

    /// <summary>
    /// What reveals nothing of the record: health, the description of the API, the log, and stylesheets.
    /// </summary>
    private static readonly string[] Open = ["/health", "/openapi", "/scalar", "/log", "/assets"];

    /// <summary>
    /// The pages that public reading opens, below the language: those of timelines, and the front page.
    /// </summary>
    private static readonly string[] PublicPages =
        ["/cities", "/campaigns", "/clusters", "/search", "/activities", "/directives", "/targets", "/commendations",
            "/reports"];

    /// <summary>The pages about signing in, which reveal nothing of the record.</summary>
    private static readonly string[] SignInPages = ["/sign-in", "/account"];

    /// <summary>The pages for those who record, below the language: forms, and what they send.</summary>
    private static readonly string[] RecordingPages = ["/record", "/conference", "/monthly", "/import"];

    /// <summary>The same below an entry.</summary>
    private static readonly string[] RecordingOfEntries = ["correct", "retract", "reinstate", "dispute", "withdraw"];

    private static readonly ClaimsPrincipal Anyone = new();

    /// <summary>The setting that lets everyone read timelines.</summary>
    public static bool IsReadingPublic(IConfiguration configuration) =>
        configuration.GetValue("Authentication:PublicReading", false);

    /// <summary>Whether a request is answered without a token.</summary>
    public static bool IsForEveryone(HttpContext http, bool publicReading) => IsAllowed(Anyone, http, publicReading);

    /// <summary>Whether a path leads to what is on record, rather than to health, hashes or descriptions.</summary>
    public static bool IsRecord(PathString path) =>
        path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) || AreEntries(path) || ArePages(path);

    public static bool IsAllowed(ClaimsPrincipal user, HttpContext http, bool publicReading)
    {
        var path = http.Request.Path;
        // Routing ignores case, so the checks do too.
        bool Under(string prefix) => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase);

        // The entries of the log are the record itself; its hashes and checkpoints reveal nothing of it.
        if (AreEntries(path)) return publicReading || Readers.Any(user.IsInRole);
        // Nothing is there, or not for this method, which the answer says.
        if (http.GetEndpoint() is not RouteEndpoint) return true;
        if (Open.Any(Under) || path == "/") return true;
        if (ArePages(path))
            return IsPageOpen(http.Request.Method, path.Value![3..], publicReading)
                || RolesOfPage(http.Request.Method, path.Value![3..]).Any(user.IsInRole);
        // A route that is not listed is open to nobody.
        if (!Under("/v1")) return false;
        if (Under("/v1/webhooks")) return user.IsInRole(Role.Administrator);
        if (ReadOpening.IsAskedBy(http.Request)) return Provers.Any(user.IsInRole);
        if (Under("/v1/audit")) return Auditors.Any(user.IsInRole);
        // A draft is its sender's, who records.
        if (Under("/v1/imports") || !Reads(http.Request.Method)) return Recorders.Any(user.IsInRole);
        return (publicReading && (Under("/v1/timelines") || Under("/v1/search"))) || Readers.Any(user.IsInRole);
    }

    /// <summary>The roles that open a page.</summary>
    public static IReadOnlyList<string> RolesFor(HttpContext http) =>
        ArePages(http.Request.Path) ? RolesOfPage(http.Request.Method, http.Request.Path.Value![3..]) : [];

    /// <summary>Whether a path leads to a page for people: they begin with the language.</summary>
    private static bool ArePages(PathString path) =>
        path.StartsWithSegments("/vi", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/en", StringComparison.OrdinalIgnoreCase);

    private static bool AreEntries(PathString path) =>
        path.StartsWithSegments("/log/tile/entries", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a page is for everyone: those about signing in, and with public reading those of timelines.
    /// </summary>
    private static bool IsPageOpen(string method, PathString below, bool publicReading) =>
        !IsRecordingPage(below) && (!Reads(method) ? below.StartsWithSegments("/sign-out")
            : SignInPages.Any(page => below.StartsWithSegments(page)) || (publicReading
                && (below.Value is "" or "/" || PublicPages.Any(page => below.StartsWithSegments(page)))));

    private static string[] RolesOfPage(string method, PathString below) =>
        IsRecordingPage(below) ? Recorders
            // Auditors compare two moments, as in the API, and have the store verified. Receipts, and whether the
            // record can be trusted, are for every reader. Whatever else is sent to a page is refused.
            : below.StartsWithSegments(Reads(method) ? "/audit/differences" : "/audit") ? Auditors
            : Reads(method) ? Readers : [];

    private static bool Reads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    /// <summary>Whether a page is one of a form that records, and of what follows it.</summary>
    private static bool IsRecordingPage(PathString below) =>
        RecordingPages.Any(page => below.StartsWithSegments(page))
        || (below.StartsWithSegments("/activities", out var entry)
            && entry.Value!.Split('/') is [_, _, var what, ..]
            && RecordingOfEntries.Contains(what, StringComparer.OrdinalIgnoreCase));
}
