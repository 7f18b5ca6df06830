using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Antiforgery;

namespace ClusterEvents.Pages.Posts;

/// <summary>
/// Every post to a page needs the token of a form of this person. A route that <see cref="AnswersStaleToken{T}"/> gets
/// to render its form again with all that was typed; every other one is refused before it runs.
/// </summary>
public static class PagePost
{
    /// <summary>The hidden field of the token.</summary>
    public const string Field = "__token";

    /// <summary>What to say above a form that is rendered again because its token is not valid.</summary>
    public static string WhyAgain(HttpContext http, Language language) => http.Features.Get<GivenBack>() is not null
        ? language.In(
            "Bạn đã đăng nhập lại, và điều bạn nhập vẫn còn. Chưa có gì được ghi: xem lại rồi gửi lần nữa.",
            "You are signed in again, and what you typed is still here. Nothing was recorded: look at it, and send it.")
        : language.In(
            "Trang này đã mở quá lâu. Chưa có gì được ghi và không có gì bị mất: xem lại rồi gửi lần nữa.",
            "This page was open for too long. Nothing was recorded and nothing is lost: look at it, "
                + "and send it again.");

    /// <summary>Whether a post has its token; if not, its form is to be rendered again and nothing else done.</summary>
    public static bool IsTokenValid(HttpContext http) => http.Features.Get<Checked>() is { IsValid: true };

    /// <summary>Declares that a route renders its form again if the token is not valid.</summary>
    public static TBuilder AnswersStaleToken<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new RendersAgain());

    /// <summary>Declares that a spreadsheet may come with the form of a route.</summary>
    public static TBuilder TakesFile<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new WithFile());

    /// <summary>Whether a route renders its form again.</summary>
    internal static bool RendersItsForm(Endpoint? route) => route?.Metadata.GetMetadata<RendersAgain>() is not null;

    /// <summary>Notes that the request is a form that was kept, whose token is not looked at.</summary>
    internal static void MarkGivenBack(HttpContext http) => http.Features.Set(new GivenBack());

    /// <summary>The page with a token for its forms. A page that is only read has none: it differs each time.</summary>
    public static PageContext WithForms(this PageContext page, HttpContext http)
    {
        var headers = http.Response.Headers;
        var token = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http).RequestToken;
        // The library forbids browsers to keep the page, with which going back would lose what was typed.
        headers.CacheControl = "private, no-cache";
        headers.Remove("Pragma");
        return page with { FormToken = token };
    }

    public static void UsePagePosts(this WebApplication app) => app.Use(next => async http =>
    {
        if (!PageContext.IsPage(http.Request) || Reads(http.Request.Method)
            || http.GetEndpoint() is not RouteEndpoint to)
        {
            await next(http);
            return;
        }

        var isGivenBack = http.Features.Get<GivenBack>() is not null;
        if (!isGivenBack
            && await PageForm.RefusalAsync(http, to.Metadata.GetMetadata<WithFile>() is not null) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        var valid = !isGivenBack
            && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        http.Features.Set(new Checked(valid));
        if (valid || RendersItsForm(to)) await next(http);
        else
            await ProblemResults.Problem(StatusCodes.Status400BadRequest, "session-ended").ExecuteAsync(http);
    });

    private static bool Reads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    /// <summary>What was found out about the token of a post.</summary>
    private sealed record Checked(bool IsValid);

    /// <summary>A form that was kept when its sender's session had ended.</summary>
    private sealed record GivenBack;

    /// <summary>Metadata of a route that renders its form again.</summary>
    private sealed record RendersAgain;

    /// <summary>Metadata of a route with whose form a spreadsheet may come.</summary>
    private sealed record WithFile;
}
