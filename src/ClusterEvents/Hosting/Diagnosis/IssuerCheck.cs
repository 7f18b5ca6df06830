using System.Diagnostics;
using System.Text.Json;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Hosting.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// The OpenID Connect issuer: whether it can be read, soon enough, names keys that tokens are verified with, and has
/// the same time as this machine.
/// </summary>
internal sealed class IssuerCheck(IConfiguration configuration, TimeProvider time, TimeSpan? slow = null) : IFaultCheck
{
    /// <summary>The least length of a key that a token may be signed with, in bits.</summary>
    private const int ShortestRsaKey = 2_048;

    private readonly TimeSpan _slow = slow ?? TimeSpan.FromSeconds(2);

    public string About => "issuer";

    public async Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        // An invalid address is reported as a fault of the settings.
        if (Identity.Identity.AuthorityOf(configuration) is not { } authority
            || !Uri.TryCreate(IssuerKeys.AddressOf(authority), UriKind.Absolute, out var address)) return [];
        using var http = IssuerKeys.NewClient();
        var faults = new List<InstallationFault>();
        try
        {
            var (began, asked) = (Stopwatch.GetTimestamp(), time.GetUtcNow());
            using var answer = await http.GetAsync(address, cancel);
            // A Date header has whole seconds, rounded down: half a second more is nearer.
            var told = answer.Headers.Date?.AddMilliseconds(500);
            if (ClockDifference.FaultOf("clock of the issuer", told, asked, time.GetUtcNow()) is { } clock)
                faults.Add(clock);
            answer.EnsureSuccessStatusCode();
            var issuer = OpenIdConnectConfiguration.Create(await answer.Content.ReadAsStringAsync(cancel));
            var keys = Uri.TryCreate(issuer.JwksUri, UriKind.Absolute, out var keysAddress)
                ? new JsonWebKeySet(await http.GetStringAsync(keysAddress, cancel)).GetSigningKeys() : [];
            faults.AddRange(SentencesOf(authority, issuer, keys, Stopwatch.GetElapsedTime(began))
                .Select(sentence => new InstallationFault(About, sentence)));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            faults.Add(new(About, $"The issuer {authority} does not answer within {http.Timeout.TotalSeconds} s: no "
                + $"token is accepted until it does. Look at the issuer, and at the network to {address}."));
        }
        catch (Exception exception) when (exception is HttpRequestException or ArgumentException or JsonException)
        {
            faults.Add(new(About, $"The issuer {authority} cannot be read ({ReasonOf(exception)}): "
                + $"no token is accepted until it can. {address} must answer; check Authentication__Authority, the "
                + "network and certificates."));
        }

        return faults;
    }

    private IEnumerable<string> SentencesOf(
        string authority, OpenIdConnectConfiguration issuer, IList<SecurityKey> keys, TimeSpan took)
    {
        if (took > _slow)
            yield return $"The issuer {authority} took {took.TotalSeconds:0.0} s for its keys: whoever comes while "
                + "they are read waits as long. Look at the issuer, and at the network to it.";
        if (string.IsNullOrEmpty(issuer.Issuer))
            yield return $"The issuer {authority} does not name itself (`issuer`): no token is accepted. Check "
                + "Authentication__Authority.";
        else if (issuer.Issuer.TrimEnd('/') != authority.TrimEnd('/'))
            yield return $"The issuer {authority} names itself {issuer.Issuer}: tokens of that name are accepted. If "
                + "it is the one that is meant, write it as Authentication__Authority.";
        if (keys.Count == 0)
            yield return $"The issuer {authority} names no key for signatures (`jwks_uri` is "
                + $"{(issuer.JwksUri is { Length: > 0 } jwks ? jwks : "missing")}): no token is accepted. Give the "
                + "issuer a signing key, RS256 or ES256.";
        else if (!keys.Any(IsSuitable))
        {
            var unsuitable = string.Join(", ", keys.Select(key => $"RSA of {key.KeySize} bits"));
            yield return $"The issuer {authority} has no key that verifies a token safely ({unsuitable}): no token is "
                + $"accepted. Give the issuer an RSA key of {ShortestRsaKey} bits or more, or an elliptic curve key.";
        }

        if (IssuerSignIn.IsOffered(configuration.GetSection("Authentication"))
            && (string.IsNullOrEmpty(issuer.AuthorizationEndpoint) || string.IsNullOrEmpty(issuer.TokenEndpoint)))
            yield return $"The issuer {authority} names no `authorization_endpoint` or no `token_endpoint`: nobody can "
                + "sign in to pages. Turn on the authorization code flow there.";
    }

    private static bool IsSuitable(SecurityKey key) =>
        key is not (RsaSecurityKey or X509SecurityKey) || key.KeySize >= ShortestRsaKey;

    /// <summary>What is no JSON of an issuer makes messages for programmers.</summary>
    private static string ReasonOf(Exception exception) => exception is HttpRequestException
        ? FirstLine(Failures.Reason(exception)) : "its answer is no OpenID Connect metadata or no set of keys";

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r', '.');
}
