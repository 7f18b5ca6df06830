using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ClusterEvents.Hosting.Identity;

/// <summary>
/// Accepts access tokens only. RFC 9068 gives them the type <c>at+jwt</c>; many issuers write <c>JWT</c> or nothing, as
/// for ID tokens, so those are told apart by their claims.
/// </summary>
internal static class AccessTokens
{
    /// <summary>How far the clocks of issuer and service may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>The types of an access token. Tokens for other purposes name theirs, such as logout+jwt.</summary>
    private static readonly string[] Types = ["at+jwt", "application/at+jwt"];

    /// <summary>The types of any token.</summary>
    private static readonly string[] AnyType = ["JWT", "application/jwt"];

    /// <summary>Claims of ID tokens (OpenID Connect Core, 2) and of logout tokens (Back-Channel Logout).</summary>
    private static readonly string[] NotOfAccessTokens = ["nonce", "at_hash", "c_hash", "s_hash", "events"];

    /// <summary>Validates the type in the header.</summary>
    /// <exception cref="SecurityTokenInvalidTypeException">It is that of another kind of token.</exception>
    public static string ValidateType(string? type, SecurityToken token, TokenValidationParameters parameters) =>
        string.IsNullOrEmpty(type) || Is(Types, type) || Is(AnyType, type) ? type ?? ""
            : throw new SecurityTokenInvalidTypeException($"The token is of type `{type}`.") { InvalidType = type };

    /// <summary>
    /// The keys that may have signed a token: those with the id that it names, and no others. A token may leave that
    /// out only if the issuer publishes a single key (OpenID Connect Core, section 10.1).
    /// </summary>
    public static IEnumerable<SecurityKey> KeysOf(
        string token, SecurityToken securityToken, string? keyId, TokenValidationParameters parameters)
    {
        SecurityKey[] published = [.. parameters.IssuerSigningKeys ?? []];
        var isNamed = securityToken is JsonWebToken read && read.TryGetHeaderValue<object>("kid", out _);
        return isNamed ? published.Where(key => keyId is { Length: > 0 } && key.KeyId == keyId)
            : published is [var only] ? [only] : [];
    }

    /// <summary>Makes a validation take a token for signed by no other key than the one that it names.</summary>
    public static void RequireNamedKey(this TokenValidationParameters parameters)
    {
        parameters.IssuerSigningKeyResolver = KeysOf;
        parameters.TryAllIssuerSigningKeys = false;
    }

    /// <summary>Why a valid token is none for this service; null if it is one.</summary>
    public static string? FaultOf(JsonWebToken token)
    {
        // Critical extensions must be understood or the token rejected (RFC 7515, section 4.1.11). None is known here.
        if (token.TryGetHeaderValue<object>("crit", out _)) return "The token has critical extensions.";
        if (Is(Types, token.Typ ?? "")) return null;
        // Keycloak and Cognito write the kind of token into a claim.
        if (Text(token, "typ") is { } kind)
            return kind.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? null : $"The token is of kind `{kind}`.";
        if (Text(token, "token_use") is { } use)
            return use == "access" ? null : $"The token is for `{use}`.";
        if (Array.Find(NotOfAccessTokens, claim => token.TryGetPayloadValue<object>(claim, out _)) is { } other)
            return $"The token is no access token: it has the claim `{other}`.";
        return IsForItsClient(token) ? "The token is an ID token: it is meant for the client that got it." : null;
    }

    /// <summary>The audience of an ID token is the client; an access token with that audience has a scope.</summary>
    private static bool IsForItsClient(JsonWebToken token) =>
        Text(token, "azp") is { } client && token.Audiences.ToArray() is [var audience] && audience == client
        && !token.TryGetPayloadValue<object>("scope", out _) && !token.TryGetPayloadValue<object>("scp", out _);

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var text) ? text : null;

    private static bool Is(string[] types, string type) => types.Contains(type, StringComparer.OrdinalIgnoreCase);
}
