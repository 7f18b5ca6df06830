using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Hosting.Http;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ClusterEvents.Hosting.Identity;

/// <summary>
/// Who asks: bearer tokens of an OpenID Connect authority, or the local developer on a machine of its own.
/// </summary>
public static class Identity
{
    private const string LocalScheme = "LocalDeveloper";

    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        RequireAuthority(builder);
        var settings = builder.Configuration.GetSection("Authentication");
        if (AuthorityOf(builder.Configuration) is { } authority) AddBearer(builder, settings, authority);
        else
            builder.Services.AddAuthentication(LocalScheme)
                .AddScheme<AuthenticationSchemeOptions, LocalDeveloper>(LocalScheme, null);

        var publicReading = settings.GetValue("PublicReading", false);
        builder.Services.AddAuthorization(options => options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => Access.IsAllowed(context.User, (HttpContext)context.Resource!, publicReading))
            .Build());
    }

    /// <summary>Whose tokens say who asks; null where everyone is the local developer.</summary>
    public static string? AuthorityOf(IConfiguration configuration) =>
        configuration["Authentication:Authority"] is { Length: > 0 } authority ? authority : null;

    /// <summary>Refuses to start where others could ask and nobody says who they are.</summary>
    /// <exception cref="CannotStartException">
    /// An authority is needed and none is configured, or one is whose tokens may be meant for anything.
    /// </exception>
    public static void RequireAuthority(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("Authentication");
        if (AuthorityOf(builder.Configuration) is { } authority)
        {
            if (!Uri.TryCreate(authority, UriKind.Absolute, out var issuer)
                || !(issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback)))
                throw new CannotStartException(
                    $"Authentication__Authority is `{authority}`: it must be the https address of an OpenID Connect "
                    + "issuer.");
            if (settings["Audience"] is { Length: > 0 }) return;
            throw new CannotStartException(
                "No audience is configured. Set Authentication__Audience to the name that the authority gives this "
                + "service in its tokens (`aud`): those for its other applications would count here otherwise.");
        }

        if (settings["Audience"] is { Length: > 0 })
            throw new CannotStartException(
                "Authentication__Audience is set and Authentication__Authority is not: without an issuer nobody is asked "
                + "for a token. Set both, or neither.");
        if (builder.Environment.IsDevelopment() && IsLoopbackOnly(builder.Configuration)) return;
        throw new CannotStartException(
            "No authority is configured. Set Authentication__Authority to an OpenID Connect issuer; only the "
            + "Development environment, bound to loopback addresses, serves without one.");
    }

    private static void AddBearer(WebApplicationBuilder builder, IConfiguration settings, string authority) =>
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = authority;
            options.Audience = settings["Audience"];
            // Plain HTTP is for an authority on this very machine, such as one under test.
            options.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
            options.MapInboundClaims = false;
            options.TokenValidationParameters.NameClaimType = "sub";
            options.TokenValidationParameters.RoleClaimType = "role";
            options.Events = new JwtBearerEvents { OnTokenValidated = TakePerson };
        });

    /// <summary>
    /// A token says who it is: what is recorded goes by that name, and those without one would share their idempotency
    /// keys. Authorities write roles as <c>role</c> or as <c>roles</c>; both count.
    /// </summary>
    private static Task TakePerson(TokenValidatedContext context)
    {
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        if (string.IsNullOrWhiteSpace(identity.Name)) context.Fail("The token has no `sub`.");
        else if (!CanBeRecorded(identity.Name))
            context.Fail("The token's `sub` is too long, or holds characters that are no text.");
        foreach (var role in identity.FindAll("roles").ToArray()) identity.AddClaim(new("role", role.Value));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Whether a name is text, without control characters and without halves of characters, and short enough for the
    /// source that is made of it: an export of what was recorded under a longer one would be refused by every import.
    /// </summary>
    private static bool CanBeRecorded(string name) =>
        !name.Any(char.IsControl) && !name.EnumerateRunes().Contains(Rune.ReplacementChar)
        && Recorder.SourceOf(name).Length <= CloudEventReader.LongestSource;

    private static bool IsLoopbackOnly(IConfiguration configuration) =>
        ListenUrls.Everywhere(configuration).All(url =>
            Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address))));

    /// <summary>Everyone is <c>local-developer</c>, who may do all, where only this machine can ask.</summary>
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
