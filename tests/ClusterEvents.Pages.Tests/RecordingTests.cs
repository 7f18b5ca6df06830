using Microsoft.Playwright;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>A clerk records what happened.</summary>
public sealed class RecordingTests(RecordedDemonstration site) : IClassFixture<RecordedDemonstration>
{
    [Fact]
    public async Task A_directive_is_recorded_with_the_keyboard_alone_from_the_front_page_on()
    {
        await using var open = await site.OpenAsync("/vi");

        await PressAsync(open.Page, "a[href$='/record']", "form.kindfind");
        await PressAsync(open.Page, "a[href$='/record/directive-issued']", "#summary");
        // Nothing is entered yet: everything that is missing is told at once, and the focus is there.
        await PressAsync(open.Page, ".end button[value=review]", "#faults");
        await Assertions.Expect(open.Page.Locator("#faults")).ToBeFocusedAsync();
        Assert.StartsWith("Lỗi: ", await open.Page.TitleAsync(), StringComparison.Ordinal);
        await open.IsAccessibleAsync();
        await FitsEverywhereAsync(open);
        await TypeAsync(open.Page, "#summary", "Rà soát quy chế phối hợp giữa các đơn vị");
        await TabToAsync(open.Page, "input[name=basis]");
        await open.Page.Keyboard.PressAsync("Space");
        await TypeAsync(open.Page, "#dueOn", "31/12/2027");
        await TypeAsync(open.Page, "#occurredOn", "3/7/2026");
        await PressAsync(open.Page, ".end button[value=review]", ".preview");
        await Assertions.Expect(open.Page.Locator("h1")).ToHaveTextAsync("Xem lại trước khi ghi");
        await open.IsAccessibleAsync();
        await FitsEverywhereAsync(open);
        await PressAsync(open.Page, ".end button[value=record]", ".nexts");

        await Assertions.Expect(open.Page.Locator("h1")).ToHaveTextAsync("Đã ghi vào sổ");
        await Assertions.Expect(open.Page.Locator("article.entry h3")).ToContainTextAsync("Rà soát quy chế phối hợp");
        Assert.All(open.Complaints, complaint => Assert.Contains("400", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_draft_is_kept_in_the_tab_and_offered_until_it_is_recorded()
    {
        await using var open = await site.OpenAsync("/vi/record/community-activity-held");
        await open.Page.GetByLabel("Làm gì").FillAsync("Tặng quà Trung thu");

        await open.Page.GotoAsync("/vi/record");
        await open.Page.Locator("#draft a").ClickAsync();

        await Assertions.Expect(open.Page.GetByLabel("Làm gì")).ToHaveValueAsync("Tặng quà Trung thu");
        Assert.Empty(open.Complaints);
    }

    private static async Task FitsEverywhereAsync(OpenPage open)
    {
        foreach (var width in new[] { 320, 390, 1400 }) await open.FitsAsync(width);
    }

    /// <summary>Goes to a link or button, presses it, and waits for what the next page has.</summary>
    private static async Task PressAsync(IPage page, string to, string then)
    {
        await TabToAsync(page, to);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(then)).ToBeVisibleAsync();
    }

    private static async Task TypeAsync(IPage page, string to, string text)
    {
        await TabToAsync(page, to);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Presses the key of the next field until the focus is there.</summary>
    private static async Task TabToAsync(IPage page, string to)
    {
        for (var presses = 0; presses < 150; presses++)
        {
            if (await page.EvaluateAsync<bool>("to => document.activeElement.matches(to)", to)) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{to} is not reached with the keyboard.");
    }
}
