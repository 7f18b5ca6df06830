using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace ClusterEvents.Tests.SignIn;

/// <summary>
/// An OpenID Connect issuer made with OpenIddict: authorization codes with PKCE, tokens, discovery, the end of a
/// session. Whoever asks is signed in as the person that a test has named, without a form.
/// </summary>
public sealed class Issuer(string client = Issuer.Client, string secret = Issuer.Secret) : IAsyncDisposable
{
    public const string Client = "clusterevents-pages", Secret = "a secret of the client with some length";

    private readonly ConcurrentDictionary<string, bool> _spent = new();
    private WebApplication? _app;

    public string Url { get; private set; } = "";

    /// <summary>Who signs in next; null if that person cancels.</summary>
    public Person? Next { get; set; }

    /// <summary>How many sessions were ended here.</summary>
    public int Ended { get; private set; }

    /// <summary>What the pages asked for last.</summary>
    public OpenIddictRequest? Asked { get; private set; }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(Configure);
        builder.Services.AddAuthentication();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.UseAuthentication();
        await _app.StartAsync();
        Url = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        // It makes its keys when it is first asked, which takes longer than the service waits on a busy machine.
        using var http = new HttpClient();
        foreach (var document in new[] { "openid-configuration", "jwks" })
            await http.GetStringAsync(new Uri($"{Url}/.well-known/{document}"), TestApp.Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private void Configure(OpenIddictServerBuilder server)
    {
        server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetEndSessionEndpointUris("end")
            .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
            .RegisterScopes(Scopes.OpenId, Scopes.Profile, "clusterevents")
            .AddEphemeralEncryptionKey().AddEphemeralSigningKey().EnableDegradedMode();
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(Validate));
        server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(SignIn));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(Validate));
        server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(Validate));
        server.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            Ended++;
            context.SignOut();
            return default;
        }));
    }

    private ValueTask Validate(ValidateAuthorizationRequestContext context)
    {
        Asked = context.Request;
        if (context.ClientId != client || !LeadsBack(context.RedirectUri, "/sign-in/callback"))
            context.Reject(Errors.InvalidClient);
        return default;
    }

    private ValueTask Validate(ValidateTokenRequestContext context)
    {
        if (context.ClientId != client || context.ClientSecret != secret) context.Reject(Errors.InvalidClient);
        // Without a store of tokens, the server itself does not remember what it has answered.
        else if (!_spent.TryAdd(context.Request.Code!, true)) context.Reject(Errors.InvalidGrant);
        return default;
    }

    private ValueTask Validate(ValidateEndSessionRequestContext context)
    {
        if (context.ClientId != client || !LeadsBack(context.PostLogoutRedirectUri, "/sign-out/callback"))
            context.Reject(Errors.InvalidClient);
        return default;
    }

    private static bool LeadsBack(string? address, string path) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.IsLoopback && (uri.AbsolutePath == path || uri.AbsolutePath == $"/su-kien{path}");

    private ValueTask SignIn(HandleAuthorizationRequestContext context)
    {
        if (Next is null)
        {
            context.Reject(Errors.AccessDenied);
            return default;
        }

        var identity = new ClaimsIdentity("issuer");
        identity.SetClaim(Claims.Subject, Next.Subject);
        identity.SetClaim(Claims.PreferredUsername, Next.Name);
        foreach (var (name, value) in Next.Claims)
            if (value is JsonArray values) identity.SetClaims(name, [.. values.Select(one => (string)one!)]);
            else identity.SetClaim(name, JsonSerializer.SerializeToElement(value));
        identity.SetClaim("picture", new string('x', 2_000));
        identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(context.Request.GetScopes());
        context.SignIn(principal);
        return default;
    }

    /// <summary>A person with an account at the issuer.</summary>
    public sealed record Person(string Subject, string Name, string[] Roles, string[] Cities)
    {
        /// <summary>The claims that say what a person may do; those of Keycloak as it comes, unless given.</summary>
        public JsonObject Claims
        {
            get => field ?? new()
            {
                ["realm_access"] = new JsonObject { ["roles"] = JsonSerializer.SerializeToNode(Roles) },
                ["city"] = JsonSerializer.SerializeToNode(Cities),
            };
            init;
        }
    }
}
