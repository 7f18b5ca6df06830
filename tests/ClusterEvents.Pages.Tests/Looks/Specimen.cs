using Microsoft.Playwright;

namespace ClusterEvents.Pages.Tests.Looks;

/// <summary>
/// Letters in the fonts of the pages, drawn once: if they are not drawn as on the machine of the approved pictures, no
/// page can be the same pixel by pixel, and that is no fault of a page.
/// </summary>
internal static class Specimen
{
    private static readonly string[] Fonts =
    [
        "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
        "ui-monospace, 'Cascadia Mono', Consolas, 'Noto Sans Mono', monospace",
    ];

    private static readonly Lock s_lock = new();

    private static Task<bool>? s_drawn;

    public static Task<bool> IsDrawnAsApprovedAsync(DemonstrationSite site)
    {
        lock (s_lock) return s_drawn ??= CompareAsync(site);
    }

    private static async Task<bool> CompareAsync(DemonstrationSite site)
    {
        await using var context = await site.Browser.NewContextAsync(
            new() { ViewportSize = new() { Width = 640, Height = 260 } });
        var page = await context.NewPageAsync();
        await page.SetContentAsync(string.Concat(Fonts.SelectMany(font => new[] { 400, 600 }.Select(weight =>
            $"<p style=\"margin: 4px; font: {weight} 17px/1.6 {font}\">Cụm thi đua: "
                + "Dâng hương, Ễ ổ ậ ữ 29/07/2022 ≥ 96,5 %</p>"
            + $"<p style=\"margin: 4px; font: {weight} 34px/1.3 {font}\">Nghĩa trang liệt sĩ</p>"))));
        var drawn = await Picture.ReducedAsync(page, await page.ScreenshotAsync());
        if (Approved.IsBeingWritten) Approved.WriteSpecimen(drawn);
        return Approved.Specimen is { } approved && approved.AsSpan().SequenceEqual(drawn);
    }
}
