using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>What holds for every page, on a wide screen and on a phone, in both languages.</summary>
public sealed partial class EveryPageTests(DemonstrationSite site)
{
    [Theory]
    [MemberData(nameof(PageList.Paths), MemberType = typeof(PageList))]
    public async Task It_opens_fits_and_can_be_read_by_everybody(string path)
    {
        await using var open = await site.OpenAsync("/vi" + path);

        Assert.Equal(200, open.Response.Status);
        Assert.Equal("vi", await open.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Single(await open.Page.Locator("h1").AllAsync());
        await open.FitsAsync(1400);
        await open.FitsAsync(390);
        if (PageList.IsLookedAtByAxe(path)) await open.IsAccessibleAsync();
        await open.FitsAsync(320);
        Assert.Empty(open.Complaints);
    }

    [Theory]
    [MemberData(nameof(PageList.Paths), MemberType = typeof(PageList))]
    public async Task Its_English_twin_is_in_English_and_fits(string path)
    {
        await using var open = await site.OpenAsync("/en" + path, 390);

        Assert.Equal(200, open.Response.Status);
        Assert.Equal("en", await open.Page.Locator("html").GetAttributeAsync("lang"));
        await open.FitsAsync(390);
        Assert.Empty(open.Complaints);
        // The words of the frame and of headings; what is on record stays as it was recorded.
        var words = open.Page.Locator(
            "nav, th[scope=col], label:not([for^=campaignIds]):not([for^=issuer]), legend, dt, .badge, caption");
        foreach (var word in await words.AllInnerTextsAsync())
            Assert.DoesNotMatch(VietnameseWord(), word);
    }

    [Theory]
    [MemberData(nameof(PageList.Paths), MemberType = typeof(PageList))]
    public async Task It_needs_neither_script_nor_inline_style_and_is_revalidated(string path)
    {
        using var first = await site.Http.GetAsync("/vi" + path, DemonstrationSite.Cancel);
        var html = await first.Content.ReadAsStringAsync(DemonstrationSite.Cancel);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.DoesNotMatch(Inline(), html);
        Assert.Contains("default-src 'none'", first.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
        if (PageList.HasForm(path)) return;
        using var again = new HttpRequestMessage(HttpMethod.Get, "/vi" + path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await site.Http.SendAsync(again, DemonstrationSite.Cancel);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public void Every_route_of_a_page_is_tried() =>
        Assert.Empty(site.Routes.Where(route => !route.EndsWith("/live", StringComparison.Ordinal)
                // What is kept as a file is no page.
                && !route.EndsWith(".xlsx", StringComparison.Ordinal))
            .Except(PageList.All.Select(page => page.Route)));

    [GeneratedRegex(" style=| on[a-z]+=\"|<script(?! src=)|<style")]
    private static partial Regex Inline();

    /// <summary>Words of the interface that an English page must not contain.</summary>
    [GeneratedRegex(
        "Địa phương|Phong trào|Chỉ đạo|Chỉ tiêu|Khen thưởng|Kiểm chứng|Từ ngày|Đến ngày|Tình trạng|Ngày|Hạn|Nguồn")]
    private static partial Regex VietnameseWord();
}
