using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ClusterEvents.Faults.Stands;

/// <summary>An OpenID Connect authority on loopback: discovery, its key, and tokens signed with it.</summary>
public sealed class Authority : IAsyncDisposable
{
    /// <summary>Stands for no id of a key.</summary>
    public const string Unnamed = "unnamed";

    private readonly RSA _foreignKey = RSA.Create(2_048);
    private readonly List<Dictionary<string, string>> _others = [];
    private RSA _key = RSA.Create(2_048);
    private WebApplication? _app;
    private int _number = 1;

    public string Url { get; private set; } = "";

    /// <summary>How often the keys were asked for.</summary>
    public int KeysAsked { get; private set; }

    /// <summary>The id of the key that signs.</summary>
    private string KeyId => $"k{_number}";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, string>
        {
            ["issuer"] = Url,
            ["jwks_uri"] = $"{Url}/keys",
        }));
        _app.MapGet("/keys", () =>
        {
            KeysAsked++;
            return Results.Json(new { keys = _others.Prepend(PublicKey()) });
        });
        await _app.StartAsync();
        Url = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _key.Dispose();
        _foreignKey.Dispose();
    }

    /// <summary>Replaces the signing key; the earlier one stays published beside it.</summary>
    public void RotateBeside()
    {
        _others.Add(PublicKey());
        Rotate();
    }

    /// <summary>Replaces the signing key; the earlier one is withdrawn.</summary>
    public void Rotate()
    {
        _key = RSA.Create(2_048);
        _number++;
    }

    /// <summary>The Authorization header of a user with these roles and cities.</summary>
    public (string Name, string Value) SignedIn(
        string name, string[] roles, string[]? cities = null, string claim = "role") =>
        ("Authorization", $"Bearer {Token(name, new() { [claim] = roles, ["city"] = cities ?? [] })}");

    /// <summary>
    /// A token; valid unless something is changed. It names no key where that is <see cref="Unnamed"/>.
    /// </summary>
    public string Token(
        string? name, Dictionary<string, object> claims, string? issuer = null, string audience = "clusterevents",
        TimeSpan? validFor = null, bool foreignKey = false, string? type = null,
        Dictionary<string, object>? header = null, string? keyId = null)
    {
        var said = new Dictionary<string, object>(claims);
        if (name is not null) said["sub"] = name;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var until = now + (validFor ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            AdditionalHeaderClaims = header,
            Issuer = issuer ?? Url,
            Audience = audience,
            NotBefore = until.AddHours(-2),
            IssuedAt = until.AddHours(-2),
            Expires = until,
            Claims = said,
            SigningCredentials = new(
                new RsaSecurityKey(foreignKey ? _foreignKey : _key)
                {
                    KeyId = keyId == Unnamed ? null : keyId ?? KeyId,
                },
                SecurityAlgorithms.RsaSha256),
        });
    }

    private Dictionary<string, string> PublicKey()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = SecurityAlgorithms.RsaSha256,
            ["kid"] = KeyId,
            ["n"] = Base64UrlEncoder.Encode(key.Modulus),
            ["e"] = Base64UrlEncoder.Encode(key.Exponent),
        };
    }
}
