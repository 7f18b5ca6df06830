using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Tests.Hosting.Identity;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>What caches may keep, and what else every answer says.</summary>
public sealed class ResponseHeaderTests(SecuredApp secured, PublicApp open)
    : IClassFixture<SecuredApp>, IClassFixture<PublicApp>
{
    private readonly TestApp _app = secured.App;

    private (string, string) Administrator => secured.Authority.SignedIn("an", [Role.Administrator], ["*"]);

    [Theory]
    [InlineData("/v1/timelines/cities/can-tho", "private, no-cache")]
    [InlineData("/v1/timelines/cities/can-tho.csv", "private, no-cache")]
    [InlineData("/v1/cities", "no-store")]
    [InlineData("/v1/streams/city/can-tho", "no-store")]
    [InlineData("/v1/events", "no-store")]
    [InlineData("/v1/audit/verifications", "no-store")]
    [InlineData("/v1/nothing", "no-store")]
    [InlineData("/log/tile/entries/000.p/1", "private, max-age=31536000, immutable")]
    [InlineData("/log/tile/0/000.p/1", "public, max-age=31536000, immutable")]
    public async Task What_needs_a_token_is_kept_by_no_shared_cache(string path, string expected)
    {
        await _app.SettledAsync(TimeSpan.FromSeconds(60));
        var answer = await _app.GetAsync(path, Administrator);

        answer.Expect(path == "/v1/nothing" ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        Assert.Equal(expected, answer.CacheControl);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        if (expected != "private, no-cache") return;
        var tag = answer.Headers.ETag!;
        var again = await _app.GetAsync(path, Administrator, ("If-None-Match", tag.ToString()));
        Assert.Equal((HttpStatusCode.NotModified, answer.CacheControl), (again.Status, again.CacheControl));
    }

    [Theory]
    [InlineData("/v1/timelines/cities/can-tho", "no-cache")]
    [InlineData("/log/tile/entries/000.p/1", "public, max-age=31536000, immutable")]
    public async Task What_everyone_may_read_is_kept_by_any_cache(string path, string expected)
    {
        await open.App.SettledAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(expected, (await open.App.GetAsync(path)).Expect(HttpStatusCode.OK).CacheControl);
    }

    [Fact]
    public async Task A_recording_and_a_refusal_are_kept_by_nobody()
    {
        var recorded = await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), Administrator);
        Assert.Equal("no-store", recorded.Expect(HttpStatusCode.Created).CacheControl);
        Assert.Equal("no-store", (await _app.GetAsync("/v1/cities")).CacheControl);
    }

    [Theory]
    [InlineData("GET", "/v1/cities", false, 401, "not-signed-in")]
    [InlineData("GET", "/v1/webhooks/dead-letters", true, 403, "not-allowed")]
    [InlineData("GET", "/v1/nothing", true, 404, "not-found")]
    [InlineData("DELETE", "/v1/cities", true, 405, "method-not-allowed")]
    [InlineData("POST", "/v1/meetings", true, 415, "unsupported-media-type")]
    [InlineData("GET", "/v1/activities/00000000-0000-4000-8000-000000000000", true, 404, "unknown-activity")]
    [InlineData("GET", "/v1/cities?x=1", true, 400, "invalid-request")]
    public async Task A_refusal_is_a_problem_whatever_the_client_accepts(
        string method, string path, bool signedIn, int status, string code)
    {
        foreach (var accepted in new[] { "text/csv", "text/html", "image/png", "application/atom+xml" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("Accept", accepted);
            var (name, value) = secured.Authority.SignedIn("lan", [Role.Recorder], ["can-tho"]);
            if (signedIn) request.Headers.TryAddWithoutValidation(name, value);
            if (method == "POST") request.Content = new StringContent("x");
            using var response = await _app.Http.SendAsync(request, TestApp.Cancel);

            Assert.Equal(
                (status, "application/problem+json"),
                ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestApp.Cancel))!;
            Assert.Equal((code, status), ((string)problem["type"]!, (int)problem["status"]!));
        }
    }

    [Fact]
    public async Task A_foreign_host_is_in_no_link()
    {
        foreach (var format in new[] { "atom", "ics" })
        {
            var feed = await _app.GetAsync(
                $"/v1/timelines/cities/can-tho.{format}", Administrator, ("Host", "evil.example"));
            Assert.DoesNotContain("evil.example", feed.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        }

        var atom = await _app.GetAsync("/v1/timelines/cities/can-tho.atom", Administrator, ("Host", "evil.example"));
        Assert.Contains("href=\"/v1/timelines/cities/can-tho.atom\"", atom.Text, StringComparison.Ordinal);
        var document = (await _app.GetAsync("/openapi/v1.json", ("Host", "evil.example"))).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("evil.example", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_configured_proxies_say_whom_they_forward_for_and_how()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Authentication:Authority"] = secured.Authority.Url,
            ["Authentication:Audience"] = "clusterevents",
            ["AllowedHosts"] = "cluster.example",
        };
        foreach (var (proxy, trusted) in new[] { ("192.0.2.1", false), ("127.0.0.0/8", true) })
        {
            await using var app = TestApp.With(new(settings) { ["Proxies:0"] = proxy });
            await app.InitializeAsync();
            var answer = await app.GetAsync(
                "/v1/cities", ("Host", "cluster.example"), ("X-Forwarded-Proto", "https"),
                ("X-Forwarded-For", "198.51.100.7"));
            Assert.Equal(trusted, answer.Headers.Contains("Strict-Transport-Security"));
            var recorded = await app.PostAsync("/v1/cities",
                new JsonObject { ["name"] = "Huế", ["gsoCode"] = "46", ["sources"] = null },
                Administrator, ("Host", "cluster.example"), ("X-Forwarded-Prefix", "/record"));
            Assert.StartsWith(trusted ? "/record/v1/activities/" : "/v1/activities/",
                recorded.Expect(HttpStatusCode.Created).Headers.Location!.ToString(), StringComparison.Ordinal);
            var document = await app.GetAsync(
                "/openapi/v1.json", ("Host", "cluster.example"), ("X-Forwarded-Prefix", "/record"));
            Assert.Equal(trusted ? "/record" : "/",
                (string)document.Expect(HttpStatusCode.OK).Json["servers"]![0]!["url"]!);
        }
    }

    [Theory]
    [InlineData("/vi/sk/", "/vi/sk")]
    [InlineData("/vi/sk//", "/vi/sk")]
    [InlineData("//evil.example", "/evil.example")]
    [InlineData("/", "")]
    [InlineData("/s%E1%BB%B1-ki%E1%BB%87n", "/s%E1%BB%B1-ki%E1%BB%87n")]
    public async Task A_prefix_is_read_without_slashes_around_it_and_written_encoded(string sent, string read)
    {
        await using var app = TestApp.EstablishedWith(new() { ["Proxies:0"] = "127.0.0.1" });
        await app.InitializeAsync();

        var recorded = await app.PostAsync(
            "/v1/cities", new JsonObject { ["name"] = "Huế", ["gsoCode"] = "46" }, ("X-Forwarded-Prefix", sent));
        var document = await app.GetAsync("/openapi/v1.json", ("X-Forwarded-Prefix", sent));

        Assert.StartsWith($"{read}/v1/activities/",
            recorded.Expect(HttpStatusCode.Created).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(read.Length == 0 ? "/" : read, (string)document.Json["servers"]![0]!["url"]!);
    }
}
