using System.Security.Claims;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.SignIn;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ClusterEvents.Hosting.Identity;

/// <summary>
/// Signing in to pages at the issuer: authorization code with PKCE. The answer comes as a query, so that the cookies of
/// the attempt need not be sent with posts of other sites. No token is kept.
/// </summary>
/// <remarks>
/// Settings: <c>Authentication:ClientId</c> and <c>Authentication:ClientSecret</c>, the client that the issuer knows
/// the pages as; <c>Authentication:Scope</c>, what is asked for beside <c>openid profile</c>.
/// </remarks>
internal static class IssuerSignIn
{
    private const string CallbackPath = "/sign-in/callback";

    private const string SignedOutPath = "/sign-out/callback";

    /// <summary>What a session holds; other claims of the ID token would only make its cookie larger.</summary>
    private static readonly string[] Kept = ["sub", RecorderClaims.Name, RecorderClaims.Role, RecorderClaims.City];

    public static bool IsOffered(IConfiguration settings) =>
        settings["ClientId"] is { Length: > 0 } && settings["ClientSecret"] is { Length: > 0 };

    public static AuthenticationBuilder AddIssuerSignIn(
        this AuthenticationBuilder authentication, IConfiguration settings, string authority, TokenClaims claims)
    {
        authentication.Services.AddOptions<OpenIdConnectOptions>(SignInOffer.Issuer)
            .Configure<IssuerKeys>((options, keys) => options.ConfigurationManager = keys);
        // It calls it an error when somebody cancels. Every failure is a security event, with its reason.
        authentication.Services.AddLogging(logging => logging.AddFilter(
            "Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None));
        return authentication.AddOpenIdConnect(SignInOffer.Issuer, options =>
        {
            options.Authority = authority;
            options.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
            options.ClientId = settings["ClientId"];
            options.ClientSecret = settings["ClientSecret"];
            options.SignInScheme = SignInOffer.Session;
            options.ResponseType = OpenIdConnectResponseType.Code;
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.MapInboundClaims = false;
            options.SaveTokens = false;
            options.DisableTelemetry = true;
            options.CallbackPath = CallbackPath;
            options.SignedOutCallbackPath = SignedOutPath;
            // A page of another site could sign people out with it.
            options.RemoteSignOutPath = PathString.Empty;
            options.Scope.Clear();
            foreach (var scope in Scopes(settings)) options.Scope.Add(scope);
            foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = CookieSecurePolicy.Always;
            }

            options.TokenValidationParameters.NameClaimType = RecorderClaims.Name;
            options.TokenValidationParameters.RoleClaimType = RecorderClaims.Role;
            options.TokenValidationParameters.ClockSkew = AccessTokens.ClockSkew;
            options.TokenValidationParameters.RequireNamedKey();
            options.Events = new OpenIdConnectEvents
            {
                OnRedirectToIdentityProvider = SayLanguage,
                OnRedirectToIdentityProviderForSignOut = context => SignOutAsync(context, settings["ClientId"]!),
                OnTokenValidated = context => TakePerson(context, claims),
                OnRemoteFailure = RefuseAsync,
            };
        });
    }

    private static IEnumerable<string> Scopes(IConfiguration settings) =>
        $"openid profile {settings["Scope"]}".Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal);

    private static Task SayLanguage(RedirectContext context)
    {
        context.ProtocolMessage.UiLocales = PageContext.Of(context.HttpContext).Code;
        return Task.CompletedTask;
    }

    /// <summary>Without a token to show, the issuer knows by the name of the client where to lead back to.</summary>
    private static Task SignOutAsync(RedirectContext context, string clientId)
    {
        context.ProtocolMessage.ClientId = clientId;
        context.ProtocolMessage.UiLocales = PageContext.Of(context.HttpContext).Code;
        if (!string.IsNullOrEmpty(context.ProtocolMessage.IssuerAddress)) return Task.CompletedTask;
        // The issuer keeps no sessions that could be ended.
        context.Response.Redirect(context.Properties.RedirectUri ?? context.Request.Visible("/"));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Takes name, roles and cities as from an access token.</summary>
    private static Task TakePerson(TokenValidatedContext context, TokenClaims claims)
    {
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        var token = new JsonWebToken(context.TokenEndpointResponse!.IdToken);
        if (claims.AddTo(identity, token) is { } fault)
        {
            context.Fail(fault);
            return Task.CompletedTask;
        }

        context.Principal = new(new ClaimsIdentity(
            identity.Claims.Where(claim => Kept.Contains(claim.Type)), SignInOffer.Session,
            RecorderClaims.Name, RecorderClaims.Role));
        return Task.CompletedTask;
    }

    /// <summary>Whatever went wrong, one reads why on the sign-in page, and can try again from there.</summary>
    private static Task RefuseAsync(RemoteFailureContext context)
    {
        context.HttpContext.RequestServices.GetRequiredService<SecurityEvents>().Refused(
            context.HttpContext, SecurityEvents.SignInRefused,
            context.Failure is { } failure ? Failures.Reason(failure) : "no reason is given");
        var back = ReturnAddress.Local(context.Request.Unprefixed(context.Properties?.RedirectUri));
        var language = back is null ? PageContext.Of(context.HttpContext).Code : back[1..3].ToLowerInvariant();
        context.Response.Redirect(context.Request.Visible(
            $"{ReturnAddress.SignIn(language, back ?? $"/{language}")}&{SignInRoutes.Failed}={SignInRoutes.Refused}"));
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
