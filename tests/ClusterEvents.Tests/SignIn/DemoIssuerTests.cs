using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Decisions;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>
/// The realm of the sign-in demonstration and the settings beside it belong together: an issuer that makes of the
/// realm's people the claims that the realm's mappers make signs them in with those settings.
/// </summary>
public sealed partial class DemoIssuerTests
{
    private static readonly string Compose = File.ReadAllText(Repository.File("src/demo/docker-compose.yml"));

    private static readonly JsonNode Realm =
        JsonNode.Parse(File.ReadAllText(Repository.File("src/demo/realm.json")))!;

    private static JsonNode Client => Assert.Single(Realm["clients"]!.AsArray())!;

    /// <summary>The settings of the service, by name.</summary>
    private static Dictionary<string, string?> Settings => Setting().Matches(Compose)
        .ToDictionary(match => match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal),
            match => (string?)match.Groups["value"].Value);

    [Fact]
    public async Task Its_people_are_signed_in_with_their_roles_and_cities()
    {
        await using var issuer = new Issuer((string)Client["clientId"]!, (string)Client["secret"]!);
        await issuer.StartAsync();
        var own = Settings.Where(setting => setting.Key.StartsWith("Auth", StringComparison.Ordinal));
        await using var app = TestApp.With(new(own)
        {
            ["environment"] = "Production",
            ["Authentication:Authority"] = issuer.Url,
        });
        await app.InitializeAsync();

        foreach (var user in Realm["users"]!.AsArray())
        {
            var roles = user!["realmRoles"]!.AsArray().Select(role => (string)role!).ToArray();
            var name = (string)user["username"]!;
            issuer.Next = new($"0198-{name}", name, roles, []) { Claims = ClaimsOf(user) };
            using var visitor = new Visitor();
            using var opened =
                await visitor.OpenAsync(new(app.Http.BaseAddress!, "/en/sign-in/go?return=%2Fen%2Faccount"));
            var account = await opened.Content.ReadAsStringAsync(TestApp.Cancel);

            Assert.Contains($"<b>{name}</b>", account, StringComparison.Ordinal);
            Assert.Equal(roles, ShownRole().Matches(account).Select(match => match.Groups["role"].Value));
            foreach (var city in CitiesOf(user))
                Assert.Contains(city == "*" ? "every city" : city, account, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_role_has_somebody_and_each_city_is_in_the_demonstration()
    {
        string[] roles = [Role.Administrator, Role.Auditor, Role.Reader, Role.Recorder];
        var seeds = File.ReadAllText(Repository.File("seeds/demo/cum-minh-hoa.ndjson"));
        var users = Realm["users"]!.AsArray();

        Assert.Equal(roles, Realm["roles"]!["realm"]!.AsArray().Select(role => (string)role!["name"]!).Order());
        Assert.Equal(roles, users.SelectMany(user => user!["realmRoles"]!.AsArray()).Select(role => (string)role!)
            .Order());
        Assert.All(users.SelectMany(user => CitiesOf(user!)).Where(city => city != "*"),
            city => Assert.Contains($"\"{city}\"", seeds, StringComparison.Ordinal));
        Assert.All(users, user => Assert.Contains((string)user!["username"]!, Compose, StringComparison.Ordinal));
    }

    [Fact]
    public void Addresses_audience_and_secret_are_the_same_on_both_sides()
    {
        var mapped = Client["protocolMappers"]!.AsArray()
            .Single(mapper => (string)mapper!["protocolMapper"]! == "oidc-audience-mapper")!["config"]!;
        var issuer = PublishedPort(8081);
        var site = $"http://localhost:{PublishedPort(8080)}";

        Assert.Equal($"http://localhost:{issuer}/realms/{Realm["realm"]}", Settings["Authentication:Authority"]);
        Assert.Contains($"KC_HOSTNAME: http://localhost:{issuer}", Compose, StringComparison.Ordinal);
        Assert.Contains($"--http-port={issuer}", Compose, StringComparison.Ordinal);
        Assert.Equal((string)Client["clientId"]!, Settings["Authentication:ClientId"]);
        Assert.Equal((string)Client["secret"]!, Settings["Authentication:ClientSecret"]);
        Assert.Equal((string)mapped["included.custom.audience"]!, Settings["Authentication:Audience"]);
        Assert.Equal("true", (string)mapped["access.token.claim"]!);
        Assert.Equal($"{site}/sign-in/callback", (string)Assert.Single(Client["redirectUris"]!.AsArray())!);
        Assert.Equal($"{site}/sign-out/callback", (string)Client["attributes"]!["post.logout.redirect.uris"]!);
        Assert.Equal("S256", (string)Client["attributes"]!["pkce.code.challenge.method"]!);
    }

    /// <summary>What the mappers make of a person for the ID token.</summary>
    private static JsonObject ClaimsOf(JsonNode user)
    {
        var claims = new JsonObject();
        foreach (var mapper in Client["protocolMappers"]!.AsArray())
        {
            var config = mapper!["config"]!;
            var values = (string)mapper["protocolMapper"]! switch
            {
                "oidc-usermodel-realm-role-mapper" => user["realmRoles"],
                "oidc-usermodel-attribute-mapper" => user["attributes"]?[(string)config["user.attribute"]!],
                "oidc-audience-mapper" => null,
                var other => throw new InvalidOperationException($"What does {other} make?"),
            };
            if (values is null) continue;
            Assert.Equal(("true", "true", "true"), ((string)config["id.token.claim"]!,
                (string)config["access.token.claim"]!, (string)config["multivalued"]!));
            // A dot in the name of a claim makes an object.
            var path = ((string)config["claim.name"]!).Split('.');
            var inside = claims;
            foreach (var step in path[..^1]) inside = (inside[step] ??= new JsonObject()).AsObject();
            inside[path[^1]] = JsonSerializer.SerializeToNode(values);
        }

        return claims;
    }

    private static IEnumerable<string> CitiesOf(JsonNode user) =>
        user["attributes"]?["city"]?.AsArray().Select(city => (string)city!) ?? [];

    private static string PublishedPort(int inside) =>
        Regex.Match(Compose, $@"""127\.0\.0\.1:(?<port>\d+):{inside}""").Groups["port"].Value;

    [GeneratedRegex(@"^ {6}(?<name>[A-Z][A-Za-z]+__\w+|AllowedHosts): ""?(?<value>.*?)""?$", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex("<li><b>(?<role>[a-z]+)</b>")]
    private static partial Regex ShownRole();
}
