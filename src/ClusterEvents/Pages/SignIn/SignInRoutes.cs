using System.Security.Claims;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Routing;
using Microsoft.AspNetCore.Authentication;

namespace ClusterEvents.Pages.SignIn;

/// <summary>Signing in and out, and the page of who is signed in.</summary>
internal static class SignInRoutes
{
    /// <summary>Names on the sign-in page why the last attempt came to nothing.</summary>
    public const string Failed = "failed";

    /// <summary>The issuer cannot be asked.</summary>
    public const string IssuerIsAway = "issuer";

    /// <summary>The issuer, or this service, refused it.</summary>
    public const string Refused = "refused";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapRead("/sign-in", (PageContext page, HttpContext http, SignInOffer offer) => SignIn(page, http, offer));
        pages.MapRead("/sign-in/go", GoAsync);
        pages.MapRead("/account", AccountAsync);
        pages.MapWrite("/sign-out", SignOutAsync);
    }

    private static IResult SignIn(PageContext page, HttpContext http, SignInOffer offer)
    {
        var back = ReturnAddress.Of(http);
        if (http.User.Identity is { IsAuthenticated: true } && !page.IsDevelopment)
            return TypedResults.LocalRedirect(page.At(back));
        return new PageResult<SignInPageView>(page, new Dictionary<string, object?>
        {
            [nameof(SignInPageView.Go)] = page.At(ReturnAddress.Go(page.Code, back)),
            [nameof(SignInPageView.IsOffered)] = offer.IsOffered,
            [nameof(SignInPageView.Failure)] = http.Request.Query[Failed].ToString(),
        });
    }

    private static async Task<IResult> GoAsync(PageContext page, HttpContext http, SignInOffer offer)
    {
        var back = ReturnAddress.Of(http);
        if (!offer.IsOffered) return TypedResults.LocalRedirect(page.At(ReturnAddress.SignIn(page.Code, back)));
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            await http.ChallengeAsync(SignInOffer.Issuer, new AuthenticationProperties { RedirectUri = page.At(back) });
            return TypedResults.Empty;
        }
        catch (InvalidOperationException)
        {
            // Its log line is written by who reads the issuer's keys.
            return TypedResults.LocalRedirect(
                page.At($"{ReturnAddress.SignIn(page.Code, back)}&{Failed}={IssuerIsAway}"));
        }
    }

    private static async Task<IResult> SignOutAsync(PageContext page, HttpContext http, SignInOffer offer)
    {
        var home = page.ToExactly("");
        if (!offer.IsOffered) return TypedResults.LocalRedirect(home);
        await http.SignOutAsync(SignInOffer.Session);
        try
        {
            await http.SignOutAsync(SignInOffer.Issuer, new AuthenticationProperties { RedirectUri = home });
            return TypedResults.Empty;
        }
        catch (InvalidOperationException)
        {
            return TypedResults.LocalRedirect(home);
        }
    }

    private static async Task<IResult> AccountAsync(PageContext page, HttpContext http, Registers registers)
    {
        if (http.User.Identity is not ClaimsIdentity { IsAuthenticated: true } person)
            return TypedResults.LocalRedirect(page.At(ReturnAddress.SignInFor(http.Request)));
        string[] Values(string type) => [.. http.User.FindAll(type).Select(claim => claim.Value).Distinct()];
        var names = await registers.CityNamesAsync(null, http.RequestAborted);
        // The local developer cannot sign out.
        var shown = page.IsDevelopment ? page : page.WithForms(http);
        return new PageResult<AccountPageView>(shown, new Dictionary<string, object?>
        {
            [nameof(AccountPageView.Name)] = http.User.FindFirstValue(RecorderClaims.Name) ?? person.Name,
            [nameof(AccountPageView.Roles)] = RoleNames.Told(Values(person.RoleClaimType)),
            [nameof(AccountPageView.Cities)] = (IReadOnlyList<string>)
                [.. Values(RecorderClaims.City).Select(city => names.GetValueOrDefault(city, city))],
        });
    }
}
