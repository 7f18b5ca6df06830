using System.Globalization;

namespace ClusterEvents.Pages.Sheets;

/// <summary>What a person has chosen for rows that may be on record already.</summary>
/// <param name="Dropped">The rows that are the same thing, and left out.</param>
/// <param name="Kept">The rows that are something else, and recorded.</param>
public sealed record DraftChoices(IReadOnlySet<int> Dropped, IReadOnlySet<int> Kept)
{
    public static readonly DraftChoices None = new(new HashSet<int>(), new HashSet<int>());

    /// <summary>The choices of earlier steps, in hidden fields, and those of the rows of this one.</summary>
    public static DraftChoices Of(IFormCollection form)
    {
        var (dropped, kept) = (Numbers(form[DraftPages.Drop]), Numbers(form[DraftPages.Keep]));
        foreach (var (name, value) in form)
        {
            if (!name.StartsWith('p')
                || !int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var row))
                continue;
            (value == DraftPages.Drop ? dropped : kept).Add(row);
            (value == DraftPages.Drop ? kept : dropped).Remove(row);
        }

        return new(dropped, kept);
    }

    public bool IsMade(int row) => Dropped.Contains(row) || Kept.Contains(row);

    private static HashSet<int> Numbers(string? text) => [.. (text ?? "").Split(',')
        .Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .Where(number => number > 0)];
}
