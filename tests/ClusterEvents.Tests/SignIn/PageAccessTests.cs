using System.Net;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Decisions;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>
/// Who may open which page: the table is compared with the routes that are mapped, so that a page without a line fails.
/// </summary>
[Collection<OnSignedInSite>]
public sealed partial class PageAccessTests(SignedInSite site)
{
    private const string Nobody = "nobody", NoRole = "";

    private static readonly string[] Everyone =
        [Nobody, NoRole, Role.Reader, Role.Recorder, Role.Auditor, Role.Administrator];

    private static readonly string[] SignedIn = [.. Everyone.Except([Nobody])];
    private static readonly string[] Readers = [.. SignedIn.Except([NoRole])];
    private static readonly string[] Recorders = [Role.Recorder, Role.Administrator];
    private static readonly string[] Auditors = [Role.Auditor, Role.Administrator];

    /// <summary>The pages by how their address begins, below the language; the longest beginning holds.</summary>
    private static readonly Dictionary<string, string[]> Table = new()
    {
        ["GET /"] = Readers,
        ["GET /cities"] = Readers,
        ["GET /campaigns"] = Readers,
        ["GET /clusters"] = Readers,
        ["GET /search"] = Readers,
        ["GET /activities/x"] = Readers,
        ["GET /directives"] = Readers,
        ["GET /targets"] = Readers,
        ["GET /commendations"] = Readers,
        ["GET /reports"] = Readers,
        ["GET /audit"] = Readers,
        ["POST /audit"] = Auditors,
        ["GET /audit/differences"] = Auditors,
        ["GET /audit/receipts"] = Readers,
        ["GET /sign-in"] = Everyone,
        ["GET /account"] = SignedIn,
        ["POST /sign-out"] = Everyone,
        ["GET /record"] = Recorders,
        ["POST /record"] = Recorders,
        ["GET /conference"] = Recorders,
        ["POST /conference"] = Recorders,
        ["GET /monthly"] = Recorders,
        ["POST /monthly"] = Recorders,
        ["GET /import"] = Recorders,
        ["POST /import"] = Recorders,
        ["GET /activities/x/correct"] = Recorders,
        ["POST /activities/x/correct"] = Recorders,
        ["GET /activities/x/retract"] = Recorders,
        ["POST /activities/x/retract"] = Recorders,
        ["GET /activities/x/reinstate"] = Recorders,
        ["POST /activities/x/reinstate"] = Recorders,
        ["GET /activities/x/dispute"] = Recorders,
        ["POST /activities/x/dispute"] = Recorders,
        ["GET /activities/x/withdraw"] = Recorders,
        ["POST /activities/x/withdraw"] = Recorders,
    };

    [Fact]
    public async Task Every_page_is_for_those_whom_the_table_names()
    {
        (string Verb, string Path)[] pages = [.. Mapped().Distinct()];
        Assert.InRange(pages.Length, 20, 500);
        foreach (var role in Everyone)
        {
            using var visitor = new Visitor();
            if (role != Nobody)
                await site.SignInAsync(
                    visitor, new($"0198-{role}", "Lan", role.Length == 0 ? ["visitor"] : [role], ["*"]), "/vi/account");
            foreach (var (verb, path) in pages)
            {
                var line = Table.Keys.Where(line => Begins($"{verb} {path}", line)).MaxBy(line => line.Length);
                Assert.True(line is not null, $"{verb} {path} has no line.");
                using var answer = await (verb == "POST" ? visitor.PostAsync(site.At($"/vi{path}"))
                    : visitor.GetAsync(site.At($"/vi{path}")));
                var isOpen = answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
                    && (path.StartsWith("/sign-in", StringComparison.Ordinal) || !LeadsToSignIn(answer));
                Assert.True(isOpen == Table[line].Contains(role), $"{role}: {verb} {path}: {answer.StatusCode}");
            }
        }
    }

    private static bool Begins(string page, string line) => page == line || line == "GET /" && page == "GET "
        || page.StartsWith($"{line}/", StringComparison.Ordinal);

    private static bool LeadsToSignIn(HttpResponseMessage answer) =>
        answer.Headers.Location?.ToString().StartsWith("/vi/sign-in", StringComparison.Ordinal) is true;

    private IEnumerable<(string Verb, string Path)> Mapped() =>
        from route in site.App.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + route.RoutePattern.RawText!.TrimStart('/')
        where pattern.StartsWith("/{language", StringComparison.Ordinal)
        from verb in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where verb != "HEAD"
        let path = Parameter().Replace(pattern[pattern.IndexOf(")}", StringComparison.Ordinal)..][2..], one =>
            one.Value.StartsWith("{year:", StringComparison.Ordinal) ? "2022" : "x")
        select (verb, path.TrimEnd('/'));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
