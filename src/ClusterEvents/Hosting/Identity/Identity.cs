using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Hosting.Http;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.SignIn;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ClusterEvents.Hosting.Identity;

/// <summary>
/// Authentication: bearer tokens and sessions of an OpenID Connect issuer, or the local developer on a development
/// machine.
/// </summary>
public static class Identity
{
    private const string LocalScheme = "LocalDeveloper";

    private const string SchemeByPath = "ByPath";

    /// <param name="builder">The program.</param>
    /// <param name="serves">Whether it will listen: a command does not, and needs no issuer.</param>
    public static void AddIdentity(this WebApplicationBuilder builder, bool serves)
    {
        if (serves) RequireAuthority(builder);
        var settings = builder.Configuration.GetSection("Authentication");
        if (AuthorityOf(builder.Configuration) is { } authority) AddIssuer(builder, settings, authority);
        else AddLocalDeveloper(builder.Services, serves);

        var publicReading = Access.IsReadingPublic(builder.Configuration);
        builder.Services.AddAuthorization(options => options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => Access.IsAllowed(context.User, (HttpContext)context.Resource!, publicReading))
            .Build());
    }

    /// <summary>The issuer of tokens; null if everyone is the local developer.</summary>
    public static string? AuthorityOf(IConfiguration configuration) =>
        configuration["Authentication:Authority"] is { Length: > 0 } authority ? authority : null;

    /// <summary>Fails if the service would be reachable by others without authentication.</summary>
    /// <exception cref="CannotStartException">
    /// No issuer is configured although one is needed, or no audience, so that tokens for other services would be
    /// valid; or half a client for pages.
    /// </exception>
    public static void RequireAuthority(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("Authentication");
        RequireClient(settings);
        if (AuthorityOf(builder.Configuration) is { } authority)
        {
            if (!Uri.TryCreate(authority, UriKind.Absolute, out var issuer)
                || !(issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback)))
                throw new CannotStartException(
                    $"Authentication__Authority is `{authority}`: it must be the https address of an OpenID Connect "
                    + "issuer.");
            RequireWayBack(builder.Configuration, settings);
            if (settings["Audience"] is { Length: > 0 }) return;
            throw new CannotStartException(
                "No audience is configured. Set Authentication__Audience to the name that the authority gives this "
                + "service in its tokens (`aud`): those for its other applications would count here otherwise.");
        }

        if (settings["Audience"] is { Length: > 0 })
            throw new CannotStartException(
                "Authentication__Audience is set and Authentication__Authority is not: without an issuer nobody is "
                + "asked for a token. Set both, or neither.");
        if (builder.Environment.IsDevelopment() && IsLoopbackOnly(builder.Configuration)) return;
        throw new CannotStartException(
            "No authority is configured. Set Authentication__Authority to an OpenID Connect issuer; only the "
            + "Development environment, bound to loopback addresses, serves without one.");
    }

    private static void AddLocalDeveloper(IServiceCollection services, bool serves)
    {
        var authentication = services
            .AddSingleton(new SignInOffer(IsOffered: false, IsDevelopment: true, IssuerOrigin: null))
            .AddAuthentication(LocalScheme);
        // A command does not listen. If one did, every request would be refused for lack of the scheme.
        if (serves) authentication.AddScheme<AuthenticationSchemeOptions, LocalDeveloper>(LocalScheme, null);
    }

    /// <summary>
    /// Bearer tokens for the API, a session for pages. The path decides, and neither takes what is for the other: a
    /// page of another site that a browser shows cannot drive the API with the cookie.
    /// </summary>
    private static void AddIssuer(WebApplicationBuilder builder, IConfiguration settings, string authority)
    {
        var claims = new TokenClaims(settings);
        var offered = IssuerSignIn.IsOffered(settings);
        builder.Services.AddSingleton(new SignInOffer(
            offered, IsDevelopment: false, offered ? new Uri(authority).GetLeftPart(UriPartial.Authority) : null));
        var authentication = builder.Services.AddSingleton<IEndedSessions, EndedSessions>()
            .AddAuthentication(SchemeByPath)
            .AddPolicyScheme(SchemeByPath, null, options => options.ForwardDefaultSelector = http =>
                PageContext.IsPage(http.Request) ? SignInOffer.Session : JwtBearerDefaults.AuthenticationScheme)
            .AddPageSessions();
        if (offered) authentication.AddIssuerSignIn(settings, authority, claims);
        AddBearer(builder, authentication, settings, authority, claims);
    }

    /// <summary>Half a client would look like none, and nobody would know why people cannot sign in.</summary>
    private static void RequireClient(IConfiguration settings)
    {
        if (string.IsNullOrEmpty(settings["ClientId"]) != string.IsNullOrEmpty(settings["ClientSecret"]))
            throw new CannotStartException(
                "To sign in to pages, set both Authentication__ClientId and Authentication__ClientSecret: the client "
                + "that the issuer knows this service as. Set neither to serve pages with public reading alone.");
    }

    /// <summary>
    /// The issuer leads people back to the name under which the service was asked. One that is not allowed is
    /// forgotten, and signing in would end at an address without a host.
    /// </summary>
    private static void RequireWayBack(IConfiguration configuration, IConfigurationSection settings)
    {
        if (!IssuerSignIn.IsOffered(settings) || IsLoopbackOnly(configuration)
            || new AllowedHosts(configuration).NamesAny) return;
        throw new CannotStartException(
            "To sign in to pages, set AllowedHosts to the names under which people open this service, such as "
            + "cluster.example.org: the issuer leads them back there.");
    }

    private static void AddBearer(
        WebApplicationBuilder builder, AuthenticationBuilder authentication, IConfiguration settings, string authority,
        TokenClaims claims)
    {
        builder.Services.AddSingleton(services => new IssuerKeys(
            authority, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<SecurityEvents>(),
            services.GetRequiredService<ILogger<IssuerKeys>>()));
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IssuerKeys>((options, keys) => options.ConfigurationManager = keys);
        authentication.AddJwtBearer(options =>
        {
            options.Authority = authority;
            options.Audience = settings["Audience"];
            // Plain HTTP is allowed for an issuer on this machine, such as one under test.
            options.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
            options.MapInboundClaims = false;
            options.TokenValidationParameters.NameClaimType = RecorderClaims.Name;
            options.TokenValidationParameters.RoleClaimType = RecorderClaims.Role;
            options.TokenValidationParameters.ClockSkew = AccessTokens.ClockSkew;
            options.TokenValidationParameters.RequireNamedKey();
            options.TokenValidationParameters.TypeValidator = AccessTokens.ValidateType;
            options.Events = new JwtBearerEvents
            {
                OnTokenValidated = context =>
                {
                    var token = (JsonWebToken)context.SecurityToken;
                    if ((AccessTokens.FaultOf(token)
                        ?? claims.AddTo((ClaimsIdentity)context.Principal!.Identity!, token)) is { } fault)
                        context.Fail(fault);
                    return Task.CompletedTask;
                },
            };
        });
    }

    private static bool IsLoopbackOnly(IConfiguration configuration) =>
        ListenUrls.Everywhere(configuration).All(url =>
            Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address))));

    /// <summary>
    /// Authenticates everyone as <c>local-developer</c>, with all roles, if only this machine can connect.
    /// </summary>
    private sealed class LocalDeveloper(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        private static readonly ClaimsPrincipal Developer = new(new ClaimsIdentity(
            [
                new("sub", "local-developer"), new(RecorderClaims.City, "*"),
                new("role", Role.Recorder), new("role", Role.Reader), new("role", Role.Auditor),
                new("role", Role.Administrator),
            ],
            LocalScheme, "sub", "role"));

        protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
            Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Developer, LocalScheme)));
    }
}
