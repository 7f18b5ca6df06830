using System.Globalization;
using Microsoft.Playwright;

namespace ClusterEvents.Pages.Tests.Looks;

/// <summary>
/// Where the parts of a page are, for machines that draw letters differently: how many of each there are, and the left
/// edge and the width of those for which these do not depend on letters.
/// </summary>
internal sealed record Layout(IReadOnlyList<string> Parts)
{
    /// <summary>By how much an edge may be off: a scroll bar or a rounded unit.</summary>
    private const int Slack = 4;

    private const string Read =
        """
        () => [...document.querySelectorAll(
          'header.top, main, footer, h1, section, table, main form, article, aside, svg.bars, svg.series')]
          .filter(part => part.getClientRects().length > 0)
          .map(part => {
            const box = part.getBoundingClientRect();
            const name = part.tagName.toLowerCase() + (part.classList.length ? '.' + part.classList[0] : '');
            // How wide a heading or a picture in a cell is depends on the words beside it.
            const wide = /^(h1|svg)/.test(name) ? '' : ` ${Math.round(box.width)}`;
            return `${name} ${Math.round(box.left)}${wide}`;
          })
        """;

    public static async Task<Layout> OfAsync(IPage page) => new(await page.EvaluateAsync<string[]>(Read));

    /// <summary>What differs; null if nothing does.</summary>
    public static string? Fault(Layout approved, Layout actual)
    {
        if (approved.Parts.Count != actual.Parts.Count)
            return $"it has {actual.Parts.Count} parts instead of {approved.Parts.Count}";
        return approved.Parts.Zip(actual.Parts).Where(pair => !AreAlike(pair.First, pair.Second))
            .Select(pair => $"“{pair.Second}” instead of “{pair.First}”").FirstOrDefault();
    }

    private static bool AreAlike(string one, string other)
    {
        var (a, b) = (one.Split(' '), other.Split(' '));
        // A place within a table moves with the words of its columns, and so does the right edge of a narrow one.
        var byLetters = a[0].StartsWith("svg", StringComparison.Ordinal) ? 2
            : a[0].StartsWith("table", StringComparison.Ordinal) ? 1 : 0;
        return a.Length == b.Length && a[0] == b[0] && a.Skip(1).Zip(b.Skip(1)).SkipLast(byLetters)
            .All(pair => Math.Abs(Number(pair.First) - Number(pair.Second)) <= Slack);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
