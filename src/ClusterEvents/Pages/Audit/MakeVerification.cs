using ClusterEvents.Auditing.Verification;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Pages.Audit;

/// <summary>An auditor has the whole store verified from the page of proof, which then shows the verdict.</summary>
internal static class MakeVerification
{
    private const string Path = "/audit";

    public static void Map(IEndpointRouteBuilder pages) => pages.MapWrite(Path,
        async (PageContext page, HttpContext http, VerificationRun run) =>
        {
            await run.MakeAsync(http.RequestAborted);
            return new SeeOther(page.To(Path));
        });

    /// <summary>Whether the request starts a verification.</summary>
    public static bool IsAskedBy(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && PageContext.IsPage(request)
        && request.Path.Value![3..].TrimEnd('/').Equals(Path, StringComparison.OrdinalIgnoreCase);
}
