using System.Diagnostics;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Hosting.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>The OpenID Connect issuer: whether it can be read, soon enough, and names keys that tokens are verified with.</summary>
internal sealed class IssuerCheck(IConfiguration configuration, TimeSpan? slow = null) : IFaultCheck
{
    /// <summary>The least length of a key that a token may be signed with, in bits.</summary>
    private const int ShortestRsaKey = 2_048;

    private readonly TimeSpan _slow = slow ?? TimeSpan.FromSeconds(2);

    public string About => "issuer";

    public async Task<IReadOnlyList<Fault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        // An address that is none is a fault of the settings.
        if (Identity.Identity.AuthorityOf(configuration) is not { } authority
            || !Uri.TryCreate(authority, UriKind.Absolute, out _)) return [];
        var address = IssuerKeys.AddressOf(authority);
        using var http = IssuerKeys.NewClient();
        try
        {
            var begun = Stopwatch.GetTimestamp();
            var issuer = OpenIdConnectConfiguration.Create(await http.GetStringAsync(new Uri(address), cancel));
            var keys = issuer.JwksUri is { Length: > 0 } jwks && Uri.TryCreate(jwks, UriKind.Absolute, out var keysAddress)
                ? new JsonWebKeySet(await http.GetStringAsync(keysAddress, cancel)).GetSigningKeys() : [];
            return [.. Faults(authority, issuer, keys, Stopwatch.GetElapsedTime(begun)).Select(text => new Fault(About, text))];
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return [new(About, $"The issuer {authority} does not answer within {http.Timeout.TotalSeconds} s: no token is "
                + $"accepted until it does. Look at the issuer, and at the network to {address}.")];
        }
        catch (Exception exception) when (exception is HttpRequestException or ArgumentException or System.Text.Json.JsonException)
        {
            return [new(About, $"The issuer {authority} cannot be read ({FirstLine(Failures.Reason(exception))}): no token is "
                + $"accepted until it can. {address} must answer; check Authentication__Authority, the network and "
                + "certificates.")];
        }
    }

    private IEnumerable<string> Faults(
        string authority, OpenIdConnectConfiguration issuer, IList<SecurityKey> keys, TimeSpan took)
    {
        if (took > _slow)
            yield return $"The issuer {authority} took {took.TotalSeconds:0.0} s for its keys: whoever comes while they are "
                + "read waits as long. Look at the issuer, and at the network to it.";
        if (keys.Count == 0)
            yield return $"The issuer {authority} names no key for signatures (`jwks_uri` is "
                + $"{(issuer.JwksUri is { Length: > 0 } jwks ? jwks : "missing")}): no token is accepted. Give the issuer a "
                + "signing key, RS256 or ES256.";
        else if (!keys.Any(IsSuitable))
            yield return $"The issuer {authority} has no key that verifies a token safely ({string.Join(", ",
                keys.Select(key => $"RSA of {key.KeySize} bits"))}): no token is accepted. Give the issuer an RSA key of "
                + $"{ShortestRsaKey} bits or more, or an elliptic curve key.";
        if (IssuerSignIn.IsOffered(configuration.GetSection("Authentication"))
            && (string.IsNullOrEmpty(issuer.AuthorizationEndpoint) || string.IsNullOrEmpty(issuer.TokenEndpoint)))
            yield return $"The issuer {authority} names no `authorization_endpoint` or no `token_endpoint`: nobody can sign in "
                + "to pages. Turn on the authorization code flow there.";
    }

    private static bool IsSuitable(SecurityKey key) =>
        key is not (RsaSecurityKey or X509SecurityKey) || key.KeySize >= ShortestRsaKey;

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r', '.');
}
