using System.Security.Cryptography;
using ClusterEvents.Faults.Stands;
using ClusterEvents.Hosting.Diagnosis;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace ClusterEvents.Tests.Diagnosis;

public sealed class IssuerCheckTests
{
    private const string WithKeys = """{"issuer": "URL", "jwks_uri": "URL/keys"}""";

    private const string CurveKey = """
        {"keys": [{"kty": "EC", "crv": "P-256", "use": "sig", "kid": "curve",
          "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
        """;

    public static TheoryData<string, string?, string> Odd => new()
    {
        { "cannot be read (Response status code does not indicate success: 404 (Not Found))", null, "{}" },
        { "cannot be read (", "<html>Sign in</html>", "{}" },
        { "names no key for signatures (`jwks_uri` is missing)", """{"issuer": "URL"}""", "{}" },
        { "names no key for signatures (`jwks_uri` is http://127.0.0.1:", WithKeys, """{"keys": []}""" },
        { "names itself https://elsewhere", """{"issuer": "https://elsewhere", "jwks_uri": "URL/keys"}""", CurveKey },
        { "does not name itself", """{"jwks_uri": "URL/keys"}""", CurveKey },
        { "cannot be read (its answer is no OpenID Connect metadata", WithKeys, """{"keys": 5}""" },
        { "has no key that verifies a token safely (RSA of 1024 bits)", WithKeys, ShortKey() },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task What_is_wrong_with_an_issuer_is_one_sentence(string says, string? description, string keys)
    {
        await using var issuer = await OddIssuer.StartAsync(description, keys);

        var fault = Assert.Single(await FindAsync(issuer.Url));

        Assert.Equal("issuer", fault.About);
        Assert.StartsWith($"The issuer {issuer.Url} {says}", fault.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Text);
    }

    [Fact]
    public async Task An_issuer_that_is_not_there_is_named_with_the_reason() =>
        Assert.StartsWith("The issuer http://127.0.0.1:1 cannot be read (Connection refused",
            Assert.Single(await FindAsync("http://127.0.0.1:1")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_slow_issuer_is_named_with_its_time_and_a_quick_one_is_without_a_fault()
    {
        await using var authority = new Authority();
        await authority.InitializeAsync();

        Assert.Empty(await FindAsync(authority.Url, slow: TimeSpan.FromMinutes(1)));
        Assert.Matches($@"^The issuer {authority.Url} took \d+\.\d s for its keys: ",
            Assert.Single(await FindAsync(authority.Url, slow: TimeSpan.Zero)).Text);
    }

    [Fact]
    public async Task An_issuer_without_the_addresses_for_people_is_named_where_they_sign_in()
    {
        await using var authority = new Authority();
        await authority.InitializeAsync();

        var found = await FindAsync(authority.Url, TimeSpan.FromMinutes(1),
            ("Authentication:ClientId", "pages"), ("Authentication:ClientSecret", "secret"));

        Assert.Contains("nobody can sign in to pages", Assert.Single(found).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_issuer_there_is_nothing_to_find() => Assert.Empty(await FindAsync(""));

    private static async Task<IReadOnlyList<InstallationFault>> FindAsync(
        string authority, TimeSpan? slow = null, params (string Name, string Value)[] settings) =>
        await new IssuerCheck(
            new ConfigurationBuilder().AddInMemoryCollection(
                settings.Append(("Authentication:Authority", authority))
                    .Select(one => KeyValuePair.Create(one.Item1, (string?)one.Item2))).Build(),
            TimeProvider.System, slow ?? TimeSpan.FromMinutes(1)).FindAsync(database: null, TestApp.Cancel);

    private static string ShortKey()
    {
        // The length that no token may be signed with.
#pragma warning disable CA5385
        using var key = RSA.Create(1_024);
#pragma warning restore CA5385
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return $$"""
            {"keys": [{"kty": "RSA", "use": "sig", "kid": "short", "n": "{{Base64UrlEncoder.Encode(numbers.Modulus)}}",
              "e": "{{Base64UrlEncoder.Encode(numbers.Exponent)}}"}]}
            """;
    }
}
