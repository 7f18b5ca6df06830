using System.Globalization;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.SignIn;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace ClusterEvents.Hosting.Identity;

/// <summary>
/// The session of a person on pages: a cookie that the API never takes. It ends after eight hours without use, and
/// after twelve in any case, because roles are read at the issuer only then.
/// </summary>
internal static class PageSessions
{
    private const string SignedInAt = ".signed-in-at";

    private static readonly TimeSpan Unused = TimeSpan.FromHours(8);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public static AuthenticationBuilder AddPageSessions(this AuthenticationBuilder authentication)
    {
        authentication.Services.AddHttpContextAccessor().AddOptions<CookieAuthenticationOptions>(SignInOffer.Session)
            .Configure<IHttpContextAccessor>((options, requests) =>
                options.Cookie = new PageCookie("clusterevents", secure: true, requests)
                {
                    SameSite = SameSiteMode.Lax,
                });
        return authentication.AddCookie(SignInOffer.Session, options =>
        {
            options.ExpireTimeSpan = Unused;
            options.SlidingExpiration = true;
            options.Events = new CookieAuthenticationEvents
            {
                OnSigningIn = signing =>
                {
                    signing.Properties.Items[SignedInAt] =
                        Now(signing.Options).ToString("O", CultureInfo.InvariantCulture);
                    return Task.CompletedTask;
                },
                OnValidatePrincipal = validating =>
                {
                    if (!IsFresh(validating)) validating.RejectPrincipal();
                    return Task.CompletedTask;
                },
                OnRedirectToLogin = redirect => AskToSignIn(redirect.HttpContext),
                OnRedirectToAccessDenied = redirect => RefuseRight(redirect.HttpContext),
            };
        });
    }

    private static bool IsFresh(CookieValidatePrincipalContext validating) =>
        validating.Properties.Items.TryGetValue(SignedInAt, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var since)
        && Now(validating.Options) - since < Longest;

    private static DateTimeOffset Now(CookieAuthenticationOptions options) =>
        (options.TimeProvider ?? TimeProvider.System).GetUtcNow();

    /// <summary>
    /// Leads to the sign-in page; what was sent by post is refused, because it would be lost on the way.
    /// </summary>
    private static Task AskToSignIn(HttpContext http)
    {
        // A cookie that is none of ours is refused as a token is; most people have none yet.
        if (http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure is { } failure)
            http.RequestServices.GetRequiredService<SecurityEvents>()
                .Refused(http, SecurityEvents.SignInRefused, failure.Message);
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            http.Response.Redirect(http.Request.Visible(ReturnAddress.SignInFor(http.Request)));
        else http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private static Task RefuseRight(HttpContext http)
    {
        http.Features.Set(new NeededRoles(Access.RolesFor(http)));
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
