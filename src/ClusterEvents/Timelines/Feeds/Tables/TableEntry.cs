using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>An entry as a row of a table.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Names">The names of the cities, campaigns and clusters that it names.</param>
/// <param name="Language">The language of the table.</param>
internal sealed record TableEntry(FeedEntry Entry, IReadOnlyDictionary<StreamKey, string> Names, Language Language)
{
    /// <summary>Between several values in one cell.</summary>
    private const string Separator = "; ";

    public Activity Activity => Entry.Activity;

    public (decimal Value, string Unit)? Value => ActivityFacts.Value(Activity, Language);

    public string Cities => string.Join(Separator, Entry.Stored.CityIds.Select(city => Names[city.Stream]).Concat(
        (Activity.GuestCityIds ?? []).Select(city => Names[city.Stream] + Language.In(" (khách mời)", " (guest)"))));

    public string Campaigns => string.Join(Separator, Entry.Stored.CampaignIds.Select(id => Names[Campaign(id)]));

    public string? Cluster => Activity.ClusterId is { } id ? Names[ClusterOf(id)] : null;

    /// <summary>The day; a text where it is known less exactly.</summary>
    public CellValue Day => Activity.Precision == Precision.Day && Entry.Days.First is { } day
        ? (DateOnly?)day : Entry.Days.Rough(Language);

    /// <summary>The streams whose names a table shows for an entry.</summary>
    public static IEnumerable<StreamKey> NamedBy(FeedEntry entry) =>
    [
        .. entry.Stored.CityIds.Concat(entry.Activity.GuestCityIds ?? []).Select(city => city.Stream),
        .. entry.Stored.CampaignIds.Select(Campaign),
        .. entry.Activity.ClusterId is { } cluster ? [ClusterOf(cluster)] : Array.Empty<StreamKey>(),
    ];

    /// <summary>A field of each source, in the same order in each column; a dash where one has none.</summary>
    public string? OfSources(Func<Source, string?> field)
    {
        string?[] values = [.. Entry.Stored.Sources.Select(field)];
        return values.All(string.IsNullOrEmpty) ? null : string.Join(Separator, values.Select(value => value ?? "–"));
    }

    private static StreamKey Campaign(string id) => new(StreamKinds.Campaign, id);

    private static StreamKey ClusterOf(string id) => new(StreamKinds.Cluster, id);
}
