using System.Text.Json;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Commendations;

/// <summary>
/// The titles and forms of commendation that the law knows on a day. It is data that comes with the program and is
/// never changed by running it: an edition that was published stays as it is, and a new law is a new edition with a
/// first day of its own. So the same award meets the same answer whenever it is decided on. Decisions and readers
/// look here, folds never do: what is on record stays on record whatever an edition says.
/// </summary>
public static class TitleCatalogue
{
    private static readonly Lazy<Edition[]> Editions = new(Load);

    /// <summary>The title that a code or a Vietnamese name stands for on that day; null where there is none.</summary>
    public static Title? Find(string title, DateOnly day) =>
        Editions.Value.Where(edition => edition.IsInForceOn(day)).SelectMany(edition => edition.Titles)
            .FirstOrDefault(known => known.Code == title
                || string.Equals(known.Name, title, StringComparison.OrdinalIgnoreCase));

    /// <summary>The codes that a text stands for in any edition, for those who search by code or name.</summary>
    public static IReadOnlyCollection<string> Codes(string title) =>
    [
        .. Editions.Value.SelectMany(edition => edition.Titles)
            .Where(known => known.Code == title || string.Equals(known.Name, title, StringComparison.OrdinalIgnoreCase))
            .Select(known => known.Code).Distinct(),
    ];

    /// <summary>The law in force on that day, in words; null where none of the catalogue was.</summary>
    public static string? LawOn(DateOnly day) =>
        Editions.Value.FirstOrDefault(edition => edition.IsInForceOn(day))?.Law;

    private static Edition[] Load()
    {
        using var titles = typeof(TitleCatalogue).Assembly.GetManifestResourceStream("titles.json")!;
        return JsonSerializer.Deserialize<Catalogue>(titles, RecordJson.Options)!.Editions;
    }

    private sealed record Catalogue(Edition[] Editions);

    private sealed record Edition(string Law, DateOnly EffectiveFrom, DateOnly? EffectiveTo, Title[] Titles)
    {
        public bool IsInForceOn(DateOnly day) => EffectiveFrom <= day && (EffectiveTo is not { } last || day <= last);
    }
}
