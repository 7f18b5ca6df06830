using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>New entries are announced to who reads a timeline, and shown on request.</summary>
public sealed class LiveTests(RecordingSite site) : IClassFixture<RecordingSite>
{
    private const string City = "/vi/cities/can-tho";

    [Fact]
    public async Task New_entries_are_announced_and_shown_on_request_in_their_place()
    {
        await using var open = await site.OpenAsync(City);
        var before = await open.EntriesAsync();
        var button = open.Page.GetByRole(AriaRole.Button, new() { Name = "mục mới, hiện lên" });
        await Assertions.Expect(button).ToBeHiddenAsync();

        var newer = await site.FlowersAsync("2022-08-05", "Mẹ Việt Nam anh hùng");
        var older = await site.FlowersAsync("2022-07-29", "Các anh hùng liệt sĩ", "Evening");

        await Assertions.Expect(button).ToContainTextAsync("2 mục mới");
        Assert.Equal(before, await open.EntriesAsync());
        await button.ClickAsync();
        await Assertions.Expect(open.Page.Locator(".fresh")).ToHaveCountAsync(2);
        await Assertions.Expect(open.Page.Locator(".fresh a:focus")).ToHaveCountAsync(1);
        await Assertions.Expect(button).ToBeHiddenAsync();
        var shown = await open.EntriesAsync();
        Assert.Contains(newer, shown);
        Assert.Contains(older, shown);
        await open.IsAccessibleAsync();
        // As the page shows them when it is read anew.
        await open.Page.ReloadAsync();
        Assert.Equal(await open.EntriesAsync(), shown);
        Assert.DoesNotContain(open.Complaints, text => !text.Contains("/live", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_of_the_page_holds_for_new_entries()
    {
        await using var open = await site.OpenAsync($"{City}?from=2022-09-01&to=2022-09-30&q=hung+vuong");
        var button = open.Page.GetByRole(AriaRole.Button, new() { Name = "mục mới, hiện lên" });

        await site.FlowersAsync("2022-09-02", "Chủ tịch Hồ Chí Minh");
        await site.FlowersAsync("2022-10-02", "Các Vua Hùng Vương");
        var expected = await site.FlowersAsync("2022-09-02", "Các Vua Hùng Vương");

        await Assertions.Expect(button).ToContainTextAsync("1 mục mới");
        await button.ClickAsync();
        Assert.Equal([expected], await open.EntriesAsync());
    }

    [Fact]
    public async Task A_retracted_entry_leaves_on_request()
    {
        var id = await site.FlowersAsync("2022-08-07", "Liệt sĩ Công an nhân dân");
        await using var open = await site.OpenAsync($"{City}?atLeast={await PositionAsync()}");
        Assert.Contains(id, await open.EntriesAsync());

        await site.RetractAsync(id);
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "mục mới, hiện lên" }).ClickAsync();

        await Assertions.Expect(open.Page.Locator($"article a[href*='{id}']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_reader_who_comes_back_misses_nothing()
    {
        await using var open = await site.OpenAsync(City);
        var button = open.Page.GetByRole(AriaRole.Button, new() { Name = "mục mới, hiện lên" });
        await site.FlowersAsync("2022-08-11", "Mẹ Việt Nam anh hùng");
        await Assertions.Expect(button).ToContainTextAsync("1 mục mới");

        // A page that is hidden for five minutes is told nothing more.
        await open.Page.Clock.InstallAsync();
        await open.Page.EvaluateAsync(
            """
            () => {
              window.ended = 0;
              const close = EventSource.prototype.close;
              EventSource.prototype.close = function () { window.ended++; close.call(this); };
              Object.defineProperty(document, 'hidden', { value: true, configurable: true });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """);
        await open.Page.Clock.FastForwardAsync("03:00");
        Assert.Equal(0, await open.Page.EvaluateAsync<int>("window.ended"));
        await open.Page.Clock.FastForwardAsync("02:00");
        Assert.Equal(1, await open.Page.EvaluateAsync<int>("window.ended"));
        await site.FlowersAsync("2022-08-12", "Các anh hùng liệt sĩ");
        await open.Page.EvaluateAsync(
            """
            () => {
              Object.defineProperty(document, 'hidden', { value: false, configurable: true });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """);

        await Assertions.Expect(button).ToContainTextAsync("2 mục mới");
    }

    [Theory]
    [InlineData(City + "/live?knownAt=20", HttpStatusCode.BadRequest)]
    [InlineData("/vi/cities/khong-co/live", HttpStatusCode.NotFound)]
    public async Task What_cannot_change_is_not_followed(string address, HttpStatusCode status)
    {
        using var answer = await site.Http.GetAsync(address, DemonstrationSite.Cancel);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_as_known_at_a_moment_follows_nothing()
    {
        await using var open = await site.OpenAsync($"{City}?knownAt=20");

        await open.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.DoesNotContain(open.Requests, address => address.Contains("/live", StringComparison.Ordinal));
    }

    private async Task<string> PositionAsync()
    {
        var events = await site.Http.GetStringAsync("/v1/events", DemonstrationSite.Cancel);
        return ((string)JsonNode.Parse(events.Trim().Split('\n')[^1])!["sequence"]!).TrimStart('0');
    }
}
