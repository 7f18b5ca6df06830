using System.Text;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.SignIn;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Components;

namespace ClusterEvents.Pages.Frame;

/// <summary>
/// A page: a component that is rendered to HTML before anything is sent, so that a failure is still answered as one.
/// A page has the ETag of its bytes, as JSON has.
/// </summary>
/// <typeparam name="TComponent">The component; it loads nothing, but gets all that it shows as parameters.</typeparam>
/// <param name="page">What was asked for.</param>
/// <param name="parameters">The parameters of the component by name.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class PageResult<TComponent>(
    PageContext page, IReadOnlyDictionary<string, object?> parameters, int status = StatusCodes.Status200OK) : IResult
    where TComponent : IComponent
{
    /// <summary>
    /// No script and no style of the page itself, and nothing from elsewhere.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        + "trusted-types own";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var html = PageBytes.Of(await RenderAsync(httpContext));
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy =
            httpContext.RequestServices.GetRequiredService<SignInOffer>().Allow(Policy);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.ContentLanguage = page.Code;
        httpContext.Response.StatusCode = status;
        if (status == StatusCodes.Status200OK)
        {
            await new ETagResult(html.Bytes, "text/html; charset=utf-8").ExecuteAsync(httpContext);
            return;
        }

        headers.CacheControl = "no-store";
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.ContentLength = html.Bytes.Length;
        await httpContext.Response.Body.WriteAsync(html.Bytes, httpContext.RequestAborted);
    }

    private async Task<StringBuilder> RenderAsync(HttpContext http)
    {
        // A page that says that the store is away must not ask the store.
        var leaves = status != StatusCodes.Status200OK ? null
            : http.Features.Get<PagePositions>() is { } asked ? asked.Sealed
            : (await http.RequestServices.GetRequiredService<SealedLog>().NewestAsync(http.RequestAborted))?.Size;
        var knownUntil = status != StatusCodes.Status200OK || page.Position is not { } position ? null
            : await http.RequestServices.GetRequiredService<PointInTimeResolver>()
                .RecordedAsync(position, http.RequestAborted);
        return await PageRenderer.RenderAsync<TComponent>(
            http.RequestServices, page, parameters, leaves, knownUntil);
    }
}
