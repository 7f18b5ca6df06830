using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Identity;

/// <summary>Every route that is mapped, and not only those that somebody thought of, asks who is there.</summary>
public sealed partial class AccessTests(SecuredApp secured) : IClassFixture<SecuredApp>
{
    /// <summary>What says nothing of the record: probes, hashes of the log, descriptions, styles.</summary>
    private static readonly string[] OpenToEveryone =
    [
        "/assets/{hash}/{name}", "/health/live", "/health/ready", "/log/checkpoint", "/log/keys",
        "/log/tile/{*path}", "/openapi/v1.json",
    ];

    [Fact]
    public async Task Without_a_token_only_what_is_meant_for_everyone_is_answered()
    {
        var open = new SortedSet<string>(StringComparer.Ordinal);
        // Pages take no token: PageAccessTests ask who may open which.
        foreach (var (verb, pattern) in Mapped().Where(route => !IsPage(route.Pattern)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), PathOf(pattern));
            using var answer = await secured.App.Http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, TestApp.Cancel);
            if (answer.StatusCode != HttpStatusCode.Unauthorized) open.Add(pattern);
        }

        Assert.Equal(OpenToEveryone, open);
    }

    [Fact]
    public async Task The_document_says_where_to_get_a_token()
    {
        var document = (await secured.App.GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Json;

        var issuer = document["components"]!["securitySchemes"]!["issuer"]!;
        Assert.Equal("openIdConnect", (string)issuer["type"]!);
        Assert.Equal($"{secured.Authority.Url.TrimEnd('/')}/.well-known/openid-configuration",
            (string)issuer["openIdConnectUrl"]!);
        Assert.Contains(document["security"]!.AsArray(), one => one!["issuer"] is not null);
    }

    [Theory]
    [InlineData("visitor")]
    [InlineData("")]
    public async Task A_token_without_a_role_of_the_service_opens_no_more(string role)
    {
        var nobody = secured.Authority.SignedIn("khach", role.Length == 0 ? [] : [role], ["*"]);
        foreach (var (verb, pattern) in Mapped()
            .Where(route => !OpenToEveryone.Contains(route.Pattern) && !IsPage(route.Pattern)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), PathOf(pattern));
            request.Headers.Add(nobody.Item1, nobody.Item2);
            using var answer = await secured.App.Http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, TestApp.Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{verb} {pattern}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("reader", HttpStatusCode.Forbidden)]
    [InlineData("recorder", HttpStatusCode.NotFound)]
    [InlineData("auditor", HttpStatusCode.NotFound)]
    public async Task What_opens_a_leaf_is_for_those_who_may_prove_something(string role, HttpStatusCode expected)
    {
        foreach (var path in new[] { "/v1/activities/x/opening", "/V1/Activities/x/Opening/" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            var (name, value) = secured.Authority.SignedIn("khach", [role], ["*"]);
            request.Headers.Add(name, value);
            using var answer = await secured.App.Http.SendAsync(request, TestApp.Cancel);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    private static bool IsPage(string pattern) => pattern.StartsWith("/{language", StringComparison.Ordinal);

    private IEnumerable<(string Verb, string Pattern)> Mapped() =>
        from route in secured.App.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from verb in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let pattern = "/" + route.RoutePattern.RawText!.TrimStart('/')
        // A library maps the page of the description, with its script. The bare address leads to a page, which asks.
        where !pattern.StartsWith("/scalar", StringComparison.Ordinal) && pattern != "/"
        select (verb, pattern);

    /// <summary>A path that the pattern takes.</summary>
    private static string PathOf(string pattern) => Parameter().Replace(pattern, "x");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
