using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>The reader's own browser checks a receipt, and says at which step one is wrong.</summary>
public sealed partial class ReceiptTests(DemonstrationSite site)
{
    private static readonly string Path = $"/audit/receipts/{DemonstrationSite.Entry("meet-pact-2026")}";

    [Fact]
    public async Task The_browser_computes_all_five_steps_again()
    {
        await using var open = await site.OpenAsync($"/vi/activities/{DemonstrationSite.Entry("meet-pact-2026")}");

        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Kiểm biên nhận từng bước" }).ClickAsync();

        await Assertions.Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("tự tính lại cả năm bước");
        await Assertions.Expect(open.Page.Locator("[data-good]:visible")).ToHaveCountAsync(5);
        await Assertions.Expect(open.Page.Locator("[data-bad]:visible")).ToHaveCountAsync(0);
        Assert.Empty(open.Complaints);
    }

    [Theory]
    [InlineData("text", "data-text>[^<]*?occurredOn", "occurredOm")]
    [InlineData("leaf", "data-leaf>[0-9a-f]{4}", "0000")]
    [InlineData("path", "data-hash>[0-9a-f]{4}", "0000")]
    [InlineData("checkpoint", "data-root>[0-9a-f]{4}", "0000")]
    [InlineData("signature", "data-note>[^ ]*\u2014 [^ ]* .{16}", "AAAAAAAA")]
    public async Task A_tampered_receipt_is_wrong_at_its_step(string step, string where, string forged)
    {
        await using var open = await site.OpenAsync("/vi/audit");
        await open.Page.RouteAsync($"**{Path}", async route =>
        {
            var answer = await route.FetchAsync();
            var html = await answer.TextAsync();
            var found = Regex.Match(html, where, RegexOptions.None, TimeSpan.FromSeconds(5));
            if (!found.Success) await route.AbortAsync("failed");
            var end = found.Index + found.Length;
            await route.FulfillAsync(
                new() { Response = answer, Body = html[..(end - forged.Length)] + forged + html[end..] });
        });

        await open.Page.GotoAsync($"/vi{Path}");

        await Assertions.Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Không khớp.");
        // A text that was changed still is of this entry, and has another hash.
        await Assertions.Expect(open.Page.Locator($"[data-step={(step == "text" ? "leaf" : step)}] [data-bad]"))
            .ToBeVisibleAsync();
        await Assertions.Expect(open.Page.Locator("[data-step=text] [data-good]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_receipt_of_another_entry_is_refused_at_the_first_step()
    {
        var other = $"/audit/receipts/{DemonstrationSite.Entry("gift-2026-9-thanh-pho-c")}";
        await using var open = await site.OpenAsync("/vi/audit");
        await open.Page.RouteAsync($"**{Path}", async route =>
        {
            var answer = await route.FetchAsync(new() { Url = $"{site.Address}/vi{other}" });
            var html = await answer.TextAsync();
            var claimed = Activity().Replace(html, $"data-activity=\"{Path.Split('/')[^1]}\"");
            await route.FulfillAsync(new() { Response = answer, Body = claimed });
        });

        await open.Page.GotoAsync($"/vi{Path}");

        await Assertions.Expect(open.Page.Locator("[data-step=text] [data-bad]")).ToBeVisibleAsync();
        await Assertions.Expect(open.Page.Locator("[data-step=signature] [data-good]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_key_that_the_reader_kept_decides()
    {
        await using var open = await site.OpenAsync($"/en{Path}");
        var own = open.Page.GetByLabel("Check with the key that you kept");
        var key = await own.InputValueAsync();

        await own.FillAsync(key[..^6] + "AAAAA=");
        await own.PressAsync("Tab");
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("It does not match.");
        await own.FillAsync(key);
        await own.PressAsync("Tab");
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("all five steps");
    }

    [Fact]
    public async Task A_browser_without_Ed25519_says_so()
    {
        await using var open = await site.OpenAsync("/vi/audit");
        await open.Page.AddInitScriptAsync(
            "crypto.subtle.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'))");

        await open.Page.GotoAsync($"/vi{Path}");

        await Assertions.Expect(open.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Bốn bước khớp.");
        await Assertions.Expect(open.Page.Locator("[data-step=signature]"))
            .ToContainTextAsync("Trình duyệt này không kiểm được Ed25519");
    }

    [Fact]
    public async Task Without_JavaScript_the_page_says_how_to_check()
    {
        await using var open = await site.OpenAsync($"/vi{Path}", options: new() { JavaScriptEnabled = false });

        await Assertions.Expect(open.Page.GetByRole(AriaRole.Status))
            .ToContainTextAsync("Trình duyệt này chưa tính lại.");
        await Assertions.Expect(open.Page.Locator("main")).ToContainTextAsync("clusterevents-verifier receipt");
    }

    [GeneratedRegex("data-activity=\"[^\"]*\"")]
    private static partial Regex Activity();
}
