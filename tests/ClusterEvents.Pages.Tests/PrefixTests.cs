using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>Behind the prefix of a proxy everything that a page or a script asks for is behind it as well.</summary>
public sealed partial class PrefixTests(DemonstrationSite site, RecordedDemonstration recorded)
    : IClassFixture<RecordedDemonstration>
{
    private const string Prefix = "/su-kien";

    public static TheoryData<string> Paths =>
    [
        .. PageList.All.Select(page => page.Path), "/cities/nowhere", "/directives?status=unheard-of", "/nowhere",
        "/cities/thanh-pho-a?limit=5&part=entries",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_address_of_a_page_is_behind_the_prefix(string path)
    {
        foreach (var language in new[] { "/vi", "/en" })
        {
            using var answer = await AskAsync(language + path, Prefix);
            var html = await answer.Content.ReadAsStringAsync(DemonstrationSite.Cancel);
            var addresses = Rooted().Matches(html).Select(found => found.Groups[1].Value).ToArray();

            Assert.True(addresses.Length > 3, html);
            Assert.Empty(addresses.Where(address => address != Prefix
                && !address.StartsWith($"{Prefix}/", StringComparison.Ordinal)).Distinct());
            // Once, and not once more by whoever already has an address behind it.
            Assert.DoesNotContain($"{Prefix}{Prefix}", html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/", Prefix + "/vi")]
    [InlineData("/vi/cities/thanh-pho-a?from=01/02/2026", Prefix + "/vi/cities/thanh-pho-a?from=2026-02-01")]
    public async Task A_redirect_stays_behind_the_prefix(string path, string location)
    {
        using var answer = await AskAsync(path, Prefix);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Two_prefixes_and_none_share_no_page()
    {
        var pages = new List<(string Html, string ETag)>();
        foreach (var prefix in new[] { "", "/a", "/A", "/s%E1%BB%B1-ki%E1%BB%87n" })
        {
            using var first = await AskAsync("/vi/cities", prefix);
            using var kept = await AskAsync("/vi/cities", prefix);
            var html = await kept.Content.ReadAsStringAsync(DemonstrationSite.Cancel);
            Assert.NotNull(kept.Headers.Age);
            Assert.Equal(first.Headers.ETag, kept.Headers.ETag);
            Assert.Contains($"href=\"{prefix}/vi/campaigns\"", html, StringComparison.Ordinal);
            pages.Add((html, kept.Headers.ETag!.ToString()));
        }

        Assert.Equal(pages.Count, pages.Select(page => page.Html).Distinct().Count());
        Assert.Equal(pages.Count, pages.Select(page => page.ETag).Distinct().Count());
    }

    [Fact]
    public async Task A_directive_is_recorded_behind_the_prefix()
    {
        await using var proxy = await PrefixProxy.StartAsync(Prefix, recorded.Address, DemonstrationSite.Cancel);
        await using var open = await site.OpenAsync(proxy.Address, Prefix + "/vi");
        var page = open.Page;

        await page.Locator("nav a[href$='/record']").ClickAsync();
        await page.Locator("a[href$='/record/directive-issued']").First.ClickAsync();
        await page.Locator("#summary").FillAsync("Kiểm kê trang thiết bị");
        await page.Locator("input[name=basis]").First.CheckAsync();
        await page.Locator("#dueOn").FillAsync("30/6/2028");
        await page.Locator("#occurredOn").FillAsync("15/5/2026");
        await page.Locator(".end button[value=review]").ClickAsync();
        await page.Locator(".end button[value=record]").ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Đã ghi vào sổ");
        // Its entry, its timeline with new entries, and words that are searched while they are typed.
        await page.Locator("article.entry h3 a").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Kiểm kê trang thiết bị");
        await page.GotoAsync(Prefix + "/vi/clusters/cum-minh-hoa/timeline");
        await page.GetByLabel("Từ khóa, có dấu hoặc không dấu").PressSequentiallyAsync("dang hoa");
        await Assertions.Expect(page).ToHaveURLAsync(
            $"{proxy.Address}{Prefix}/vi/clusters/cum-minh-hoa/timeline?q=dang+hoa");
        Assert.All(open.Requests, address =>
            Assert.StartsWith($"{proxy.Address}{Prefix}/", address + "/", StringComparison.Ordinal));
        Assert.Contains(open.Requests, address => address.Contains("/live?", StringComparison.Ordinal));
        var cookie = Assert.Single(await page.Context.CookiesAsync());
        Assert.Equal(("clusterevents-form", Prefix), (cookie.Name, cookie.Path));
        // Requests that a page no longer needs when it is left are no fault.
        Assert.DoesNotContain(open.Complaints, text => !text.StartsWith("failed:", StringComparison.Ordinal));
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string prefix)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (prefix.Length > 0) request.Headers.Add("X-Forwarded-Prefix", prefix);
        return await site.Http.SendAsync(request, DemonstrationSite.Cancel);
    }

    /// <summary>An attribute, whatever its name, whose value begins at the root of the host.</summary>
    [GeneratedRegex("<[a-z][^<>]* [a-z-]+=\"(/[^\"]*)\"")]
    private static partial Regex Rooted();
}
