using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading.Written;

namespace ClusterEvents.Domain.Commendations;

/// <summary>
/// The titles and forms of commendation in the law on a given day. It is constant data: a published edition never
/// changes, and a new law is a new edition with its own first day, so the same award always gets the same decision.
/// Decisions and views use it; folds never do, so stored events stay valid whatever an edition says.
/// </summary>
public static class TitleCatalogue
{
    private static readonly Lazy<Edition[]> Editions = new(Load);

    /// <summary>The titles of the law of that day, in its order; none if the catalogue has no such law.</summary>
    public static IReadOnlyList<Title> InForceOn(DateOnly day) =>
        [.. Editions.Value.Where(edition => edition.IsInForceOn(day)).SelectMany(edition => edition.Titles)];

    /// <summary>Finds a title by code or Vietnamese name on that day; null if there is none.</summary>
    public static Title? Find(string title, DateOnly day) =>
        Editions.Value.Where(edition => edition.IsInForceOn(day)).SelectMany(edition => edition.Titles)
            .FirstOrDefault(known => known.Code == title
                || string.Equals(known.Name, title, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name in that day's law that a title was probably meant to be; null if none is like it.</summary>
    public static string? Nearest(string title, DateOnly day) => new KnownNames(
        Editions.Value.Where(edition => edition.IsInForceOn(day)).SelectMany(edition => edition.Titles)
            .Select(known => (known.Code, known.Name))).NearestTo(title);

    /// <summary>The codes of the titles in any edition with this code or name, for searches.</summary>
    public static IReadOnlyCollection<string> Codes(string title) =>
    [
        .. Editions.Value.SelectMany(edition => edition.Titles)
            .Where(known => known.Code == title || string.Equals(known.Name, title, StringComparison.OrdinalIgnoreCase))
            .Select(known => known.Code).Distinct(),
    ];

    /// <summary>The name of the law in force that day; null if the catalogue has none for that day.</summary>
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
