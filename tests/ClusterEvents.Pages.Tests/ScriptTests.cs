using System.IO.Compression;
using Microsoft.Playwright;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>What a page gains with a script, and what the script weighs.</summary>
public sealed class ScriptTests(DemonstrationSite site)
{
    [Fact]
    public async Task Words_are_searched_while_they_are_typed()
    {
        await using var open = await site.OpenAsync("/vi/clusters/cum-minh-hoa/timeline");
        var words = open.Page.GetByLabel("Từ khóa, có dấu hoặc không dấu");

        await words.PressSequentiallyAsync("dang hoa");

        await Assertions.Expect(open.Page).ToHaveURLAsync(
            site.Address + "/vi/clusters/cum-minh-hoa/timeline?q=dang+hoa");
        await Assertions.Expect(words).ToBeFocusedAsync();
        await Assertions.Expect(open.Page.Locator("#said")).ToContainTextAsync("mục trên trang này");
        await Assertions.Expect(open.Page).ToHaveTitleAsync(
            new System.Text.RegularExpressions.Regex("dang hoa – ClusterEvents$"));
        var typed = await open.EntriesAsync();
        // An answer replaced the region, and it is that of the address.
        Assert.Contains(open.Requests, address => address.Contains("part=entries", StringComparison.Ordinal));
        await open.Page.ReloadAsync();
        Assert.Equal(await open.EntriesAsync(), typed);
        Assert.DoesNotContain(open.Complaints, text => !text.StartsWith("failed:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_part_of_a_page_links_to_whole_pages()
    {
        var part = await site.Http.GetStringAsync(
            "/vi/cities/thanh-pho-a?limit=5&part=entries", DemonstrationSite.Cancel);

        Assert.DoesNotContain("<html", part, StringComparison.Ordinal);
        Assert.DoesNotContain("part=", part, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\"", part, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_lead_to_entries_and_the_search_and_can_be_switched_off()
    {
        await using var open = await site.OpenAsync("/vi/cities/thanh-pho-a");
        var links = open.Page.Locator("article.entry h3 a");

        await open.Page.Keyboard.PressAsync("j");
        await open.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(links.Nth(1)).ToBeFocusedAsync();
        await open.Page.Keyboard.PressAsync("k");
        await Assertions.Expect(links.First).ToBeFocusedAsync();
        await open.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(open.Page.Locator("#find")).ToBeFocusedAsync();
        await open.Page.Keyboard.TypeAsync("j?");
        await Assertions.Expect(open.Page.Locator("#find")).ToHaveValueAsync("j?");

        await links.First.FocusAsync();
        await open.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await open.IsAccessibleAsync();
        await open.Page.GetByLabel("Dùng phím tắt trên máy này").UncheckAsync();
        await open.Page.Keyboard.PressAsync("Escape");
        await open.Page.ReloadAsync();
        await open.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(links.First).Not.ToBeFocusedAsync();
        // Who switched them off finds the way back.
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Phím tắt" }).ClickAsync();
        await open.Page.GetByLabel("Dùng phím tắt trên máy này").CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Đóng" }).ClickAsync();
        await open.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(links.First).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_moments_of_a_timeline_are_a_list_and_with_a_script_a_slider(bool script)
    {
        await using var open = await site.OpenAsync(
            "/vi/cities/thanh-pho-d", options: new() { JavaScriptEnabled = script });
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Những lúc dòng này đổi" }).ClickAsync();
        var stops = open.Page.Locator(".stops a");
        await Assertions.Expect(stops.Last).ToHaveAttributeAsync("aria-current", "true");
        var count = await stops.CountAsync();
        var position = new Uri(new Uri(site.Address), await stops.Nth(count - 3).GetAttributeAsync("href")).Query;
        Assert.Contains("knownAt=", position, StringComparison.Ordinal);

        if (script)
        {
            await open.Page.GetByLabel("Kéo để chọn một lúc").FocusAsync();
            await open.Page.Keyboard.PressAsync("ArrowLeft");
            await Assertions.Expect(open.Page.Locator(".stops a[aria-current]")).Not.ToHaveAttributeAsync(
                "href", await stops.Last.GetAttributeAsync("href") ?? "");
        }
        else
        {
            await Assertions.Expect(open.Page.Locator("#slide")).ToBeHiddenAsync();
            await stops.Nth(count - 3).ClickAsync();
            await Assertions.Expect(open.Page).ToHaveURLAsync(site.Address + "/vi/cities/thanh-pho-d" + position);
        }

        // It shows what the API says of that moment.
        var known = new Uri(open.Page.Url).Query;
        var answer = System.Text.Json.Nodes.JsonNode.Parse(await site.Http.GetStringAsync(
            "/v1/timelines/cities/thanh-pho-d" + known, DemonstrationSite.Cancel))!;
        Assert.Equal(
            answer["entries"]!.AsArray().Select(entry => (string)entry!["activityId"]!), await open.EntriesAsync());
    }

    [Fact]
    public async Task Style_and_script_of_a_reading_page_stay_light()
    {
        var html = await site.Http.GetStringAsync("/vi/cities/thanh-pho-a", DemonstrationSite.Cancel);
        var addresses = System.Text.RegularExpressions.Regex.Matches(html, "/assets/[^\"]+\\.(css|js)")
            .Select(found => found.Value).Distinct().ToArray();
        var sizes = new Dictionary<string, long>();
        foreach (var address in addresses)
            sizes[address.Split('/')[^1]] = await PackedAsync(address);

        Assert.Equal(["site.css", "site.js"], sizes.Keys.Order());
        Assert.InRange(sizes.Values.Sum(), 1, 8 * 1024);
        Assert.InRange(sizes["site.js"], 1, 6 * 1024);
    }

    private async Task<long> PackedAsync(string address)
    {
        var bytes = await site.Http.GetByteArrayAsync(address, DemonstrationSite.Cancel);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(bytes, DemonstrationSite.Cancel);
        return packed.Length;
    }
}
