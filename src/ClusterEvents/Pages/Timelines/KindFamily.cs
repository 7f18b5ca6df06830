using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Pages.Timelines;

/// <summary>
/// The family of an event type: what a reader filters by, and the icon in front of an entry.
/// </summary>
/// <param name="Name">Its name in addresses and of its icon.</param>
/// <param name="Vietnamese">Its name in Vietnamese.</param>
/// <param name="English">Its name in English.</param>
public sealed record KindFamily(string Name, string Vietnamese, string English)
{
    private static readonly KindFamily Other = new("info", "Khác", "Other");

    /// <summary>The families by the namespace of the event type, which is its folder in the domain.</summary>
    private static readonly Dictionary<string, KindFamily> ByFolder = new(StringComparer.Ordinal)
    {
        ["Meetings"] = new("meeting", "Hội nghị", "Meetings"),
        ["Ceremonies"] = new("ceremony", "Tri ân, dâng hương", "Ceremonies"),
        ["Directives"] = new("directive", "Chỉ đạo", "Directives"),
        ["Targets"] = new("target", "Chỉ tiêu", "Targets"),
        ["Commendations"] = new("award", "Khen thưởng", "Commendations"),
        ["Evaluations"] = new("score", "Chấm điểm, kiểm tra", "Evaluation"),
        ["Campaigns"] = new("campaign", "Phong trào", "Campaigns"),
        ["Community"] = new("community", "Vì cộng đồng", "Community"),
        ["Clusters"] = new("brand", "Tổ chức cụm", "Organisation"),
        ["Cities"] = new("info", "Địa phương", "Cities"),
        ["Corrections"] = new("fix", "Đính chính", "Corrections"),
    };

    /// <summary>What is found once: every entry of a page asks for its family.</summary>
    private static readonly ConcurrentDictionary<Type, KindFamily> s_families = new();

    private static readonly ConditionalWeakTable<
        EventCatalogue, IReadOnlyList<(KindFamily Family, IReadOnlyList<string> Kinds)>> s_shown = [];

    /// <summary>The families that timelines show, in the order of the list above.</summary>
    public static IReadOnlyList<(KindFamily Family, IReadOnlyList<string> Kinds)> Shown(EventCatalogue catalogue) =>
        s_shown.GetValue(catalogue, ShownOf);

    private static IReadOnlyList<(KindFamily Family, IReadOnlyList<string> Kinds)> ShownOf(EventCatalogue catalogue) =>
    [
        .. ByFolder.Values.Select(family => (family, (IReadOnlyList<string>)
            [
                .. catalogue.Types.Where(type => type.Reach != Reach.RegistryOnly && Of(type) == family)
                    .Select(type => type.Name),
            ]))
            .Where(one => one.Item2.Count > 0),
    ];

    public static KindFamily Of(string kind, EventCatalogue catalogue) =>
        catalogue.TryGet(kind, out var type) ? Of(type) : Other;

    private static KindFamily Of(ActivityType type) => s_families.GetOrAdd(type.ClrType, static type =>
        ByFolder.GetValueOrDefault(type.Namespace!.Split('.')[^1], Other));
}
