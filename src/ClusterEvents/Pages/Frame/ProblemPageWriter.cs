using ClusterEvents.Pages.SignIn;

namespace ClusterEvents.Pages.Frame;

/// <summary>Writes every problem of a page as a page: what happened, what is safe, and what to do next.</summary>
internal sealed class ProblemPageWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => PageContext.IsPage(context.HttpContext.Request);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var status = context.ProblemDetails.Status ?? http.Response.StatusCode;
        if (await Recording.KeptForm.OfAsync(http, status) is { } kept)
        {
            await kept.ExecuteAsync(http);
            return;
        }

        await new PageResult<ProblemPageView>(PageContext.Of(http) with { KnownAt = null },
            new Dictionary<string, object?>
            {
                [nameof(ProblemPageView.Status)] = status,
                [nameof(ProblemPageView.Problem)] = context.ProblemDetails,
                [nameof(ProblemPageView.Needed)] = http.Features.Get<NeededRoles>()?.Roles,
                [nameof(ProblemPageView.SignIn)] = ReturnAddress.SignInFor(http.Request),
            }, status).ExecuteAsync(http);
    }
}
