using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Pages.Timelines;

/// <summary>The filters of a timeline in words.</summary>
internal static class TimelineFilters
{
    /// <summary>The filters: the name of the parameter, and its value in both languages.</summary>
    public static IEnumerable<(string Name, string Vietnamese, string English)> Of(
        TimelineModel model, EventCatalogue catalogue)
    {
        var asked = model.Asked;
        if (asked.From is { } from)
            yield return ("from", $"từ {Language.Vietnamese.In(from)}", $"from {Language.English.In(from)}");
        if (asked.To is { } to)
            yield return ("to", $"đến {Language.Vietnamese.In(to)}", $"to {Language.English.In(to)}");
        if (asked.Family is { } name)
        {
            var family = KindFamily.Shown(catalogue).First(one => one.Family.Name == name).Family;
            yield return ("family", family.Vietnamese, family.English);
        }

        foreach (var kind in asked.Kind)
            yield return ("kind", Language.Vietnamese.KindName(kind), Language.English.KindName(kind));
        if (asked.Q is { } q) yield return ("q", q, q);
        foreach (var city in asked.City) yield return ("city", city, city);
        foreach (var campaign in asked.Campaign) yield return ("campaign", campaign, campaign);
    }

    /// <summary>The title of the document, which says the filters.</summary>
    public static string TitleOf(TimelineModel model, EventCatalogue catalogue, Language language) =>
        string.Join(", ", new[] { $"{model.Title}: {language.In("dòng thời gian", "timeline")}" }
            .Concat(Of(model, catalogue).Select(filter => language.In(filter.Vietnamese, filter.English))));
}
