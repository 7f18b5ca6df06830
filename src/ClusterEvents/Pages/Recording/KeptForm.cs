using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.Recording.Model;

namespace ClusterEvents.Pages.Recording;

/// <summary>
/// A form that could not be dealt with, because the store is away or too many ask: one sentence on top, everything that
/// was typed, and a button to try again. It is made without asking the store.
/// </summary>
internal static class KeptForm
{
    private static readonly int[] Passing =
    [
        StatusCodes.Status401Unauthorized, StatusCodes.Status429TooManyRequests,
        StatusCodes.Status500InternalServerError,
        StatusCodes.Status503ServiceUnavailable, StatusCodes.Status504GatewayTimeout,
    ];

    /// <summary>
    /// The same for a form that was refused before anybody read it; null if it was none, or the refusal stays.
    /// </summary>
    public static async Task<IResult?> OfAsync(HttpContext http, int status)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !Passing.Contains(status)
            || PageContext.Of(http) is not { Path: var below }
            || !(below.StartsWith("/record/", StringComparison.Ordinal)
                || below.StartsWith("/activities/", StringComparison.Ordinal)
                || below is "/conference" or "/monthly")
            || await PageForm.OfRefusedAsync(http) is not { } form) return null;
        return Of(http, PageContext.Of(http), below, FormInput.Of(form), status);
    }

    /// <param name="http">The request.</param>
    /// <param name="page">What was asked for.</param>
    /// <param name="path">The address of the form, below the language.</param>
    /// <param name="input">What was typed.</param>
    /// <param name="status">Why it could not be dealt with.</param>
    public static IResult Of(HttpContext http, PageContext page, string path, FormInput input, int status) =>
        new PageResult<KeptFormView>(page with { KnownAt = null }, new Dictionary<string, object?>
        {
            [nameof(KeptFormView.Path)] = path,
            [nameof(KeptFormView.Input)] = input,
            [nameof(KeptFormView.Values)] = new KeptValues(
                page.Language, http.RequestServices.GetRequiredService<Registers>().LastName).Of(input),
            [nameof(KeptFormView.Status)] = status,
        }, status);
}
