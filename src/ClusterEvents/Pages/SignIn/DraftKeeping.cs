using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.Recording.Model;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ClusterEvents.Pages.SignIn;

/// <summary>
/// Keeps a form that meets an ended session, and gives it back after signing in again: the address of the form with the
/// id of the draft is answered as if the form had been sent again with a stale token, so that its route renders it with
/// everything and does nothing else.
/// </summary>
public static class DraftKeeping
{
    /// <summary>The parameter that names a draft.</summary>
    public const string Parameter = "draft";

    public static void UseKeptDrafts(this WebApplication app)
    {
        app.Use(next => async http =>
        {
            if (!PageContext.IsPage(http.Request) || !await AnswersEndedSessionAsync(http))
            {
                await GiveBackAsync(http);
                await next(http);
            }
        });
        // What is given back has become a post, which has another route.
        app.UseRouting();
    }

    /// <summary>Keeps the form if its sender's session has just ended, and says so.</summary>
    private static async Task<bool> AnswersEndedSessionAsync(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || http.User.Identity is { IsAuthenticated: true }
            || !PagePost.RendersItsForm(http.GetEndpoint())
            || request.ContentLength is not (> 0 and <= KeptDrafts.Largest) || IsFile(request)
            || http.RequestServices.GetService<IEndedSessions>()?.PersonOf(http) is not { } person) return false;
        if (await PageForm.OfRefusedAsync(http) is not { } form) return false;
        var drafts = http.RequestServices.GetRequiredService<KeptDrafts>();
        var page = PageContext.Of(http);
        var id = await drafts.KeepAsync(
            person, new(page.Path, [.. form.Where(field => field.Key != PagePost.Field)
                .Select(field => KeyValuePair.Create(field.Key, field.Value.ToArray()))]), http.RequestAborted);
        var back = QueryHelpers.AddQueryString($"/{page.Code}{page.Path}{page.Query}", Parameter, id);
        await new PageResult<SessionEndedPageView>(page, new Dictionary<string, object?>
        {
            [nameof(SessionEndedPageView.Go)] = page.At(ReturnAddress.Go(page.Code, back)),
            [nameof(SessionEndedPageView.Values)] = new KeptValues(
                page.Language, http.RequestServices.GetRequiredService<Registers>().LastName).Of(FormInput.Of(form)),
            [nameof(SessionEndedPageView.Until)] =
                http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + KeptDrafts.Kept,
        }, StatusCodes.Status401Unauthorized).ExecuteAsync(http);
        return true;
    }

    private static async Task GiveBackAsync(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) || !PageContext.IsPage(request)
            || request.Query[Parameter] is not [{ Length: > 0 } id]
            || http.User.FindFirst("sub")?.Value is not { } person
            || await http.RequestServices.GetRequiredService<KeptDrafts>().FindAsync(person, id, http.RequestAborted)
                is not { } draft
            || PageContext.Of(http).Path != draft.Path) return;
        request.QueryString = new(PageQuery.Without(request.QueryString.Value ?? "", Parameter));
        request.Method = HttpMethods.Post;
        request.ContentType = "application/x-www-form-urlencoded";
        request.Form = new FormCollection(
            draft.Fields.ToDictionary(field => field.Key, field => new StringValues(field.Value)));
        PagePost.MarkGivenBack(http);
        http.SetEndpoint(null);
        request.RouteValues.Clear();
    }

    private static bool IsFile(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is not false;
}
