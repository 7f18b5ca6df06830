using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>A column of a table of entries.</summary>
/// <param name="Vietnamese">Its header in Vietnamese.</param>
/// <param name="English">Its header in English.</param>
/// <param name="Cell">The text of its cell; null if the entry has none.</param>
internal sealed record EntryColumn(string Vietnamese, string English, Func<TableEntry, string?> Cell)
{
    public static readonly IReadOnlyList<EntryColumn> All =
    [
        new("Ngày", "Day", entry => entry.Entry.Days.Date(entry.Language)),
        new("Đến ngày", "Last day", entry => entry.Day(entry.Entry.Days.EndsOn)),
        new("Buổi", "Part of day", entry => entry.Language.NameOf(entry.Activity.DayPart)),
        new("Giờ", "Time", entry => entry.Activity.LocalTime is { } time ? $"{time:HH':'mm}" : null),
        new("Độ chính xác của ngày", "Precision", entry => entry.Language.NameOf(entry.Activity.Precision)),
        new("Loại việc", "Kind", entry => entry.Language.KindName(entry.Entry.Kind)),
        new("Tiêu đề", "Title", entry => entry.Entry.Title),
        new("Tóm tắt", "Summary", entry => entry.Entry.Summary),
        new("Địa phương", "Cities", entry => entry.Cities),
        new("Phong trào", "Campaigns", entry => entry.Campaigns),
        new("Cụm", "Cluster", entry => entry.Cluster),
        new("Phạm vi", "Scope", entry => entry.Language.NameOf(entry.Activity.Scope)),
        new("Căn cứ", "Stated or inferred", entry => entry.Language.NameOf(entry.Activity.Assertion)),
        new("Địa điểm", "Place", entry => ActivityFacts.Place(entry.Activity)),
        new("Người", "Person", entry => ActivityFacts.Person(entry.Activity)),
        new("Văn bản, quyết định", "Document or decision",
            entry => ActivityFacts.Document(entry.Activity, entry.Language)),
        new("Ngày dự kiến", "Planned day", entry => entry.Day(ActivityFacts.Planned(entry.Activity))),
        new("Hạn", "Due day", entry => entry.Day(ActivityFacts.Due(entry.Activity))),
        new("Giá trị", "Value", entry => entry.Value is var (value, _) ? entry.Language.In(value) : null),
        new("Đơn vị tính", "Unit", entry => entry.Value?.Unit),
        new("Nguồn: nơi công bố", "Source: publisher", entry => entry.OfSources(source => source.Publisher)),
        new("Nguồn: tiêu đề", "Source: title", entry => entry.OfSources(source => source.Title ?? source.Note)),
        new("Nguồn: địa chỉ", "Source: address", entry => entry.OfSources(source => source.Url)),
        new("Ghi lúc", "Recorded at", entry => entry.RecordedAt),
        new("Người ghi", "Recorded by", entry => entry.Entry.Stored.RecordedBy),
        new("Đã đính chính", "Corrected", entry => entry.Language.YesNo(entry.Entry.Stored.Corrected)),
        new("Bị phản bác", "Disputed", entry => entry.Language.YesNo(entry.Entry.Stored.Disputed)),
        new("Đã rút lại", "Retracted", entry => entry.Language.YesNo(entry.Entry.Stored.Retracted)),
        new("Mã hoạt động", "Activity id", entry => entry.Entry.ActivityId.ToString()),
        new("Mã chuỗi sự kiện", "Stream", entry => entry.Entry.Stored.Stream.ToString()),
    ];

    public string Header(Language language) => language.In(Vietnamese, English);
}

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

    /// <summary>When it was recorded, as clocks in Vietnam showed; in English with the offset from UTC.</summary>
    public string RecordedAt
    {
        get
        {
            var local = Clock.Local(Entry.Stored.RecordedAt);
            return Language.In($"{local:dd'/'MM'/'yyyy HH':'mm}", $"{local:yyyy'-'MM'-'dd'T'HH':'mm':'sszzz}");
        }
    }

    /// <summary>The streams whose names a table shows for an entry.</summary>
    public static IEnumerable<StreamKey> NamedBy(FeedEntry entry) =>
    [
        .. entry.Stored.CityIds.Concat(entry.Activity.GuestCityIds ?? []).Select(city => city.Stream),
        .. entry.Stored.CampaignIds.Select(Campaign),
        .. entry.Activity.ClusterId is { } cluster ? [ClusterOf(cluster)] : Array.Empty<StreamKey>(),
    ];

    public string? Day(DateOnly? day) => day is { } known ? Language.In(known) : null;

    /// <summary>A field of each source, in the same order in each column; a dash where one has none.</summary>
    public string? OfSources(Func<Source, string?> field)
    {
        string?[] values = [.. Entry.Stored.Sources.Select(field)];
        return values.All(string.IsNullOrEmpty) ? null : string.Join(Separator, values.Select(value => value ?? "–"));
    }

    private static StreamKey Campaign(string id) => new(StreamKinds.Campaign, id);

    private static StreamKey ClusterOf(string id) => new(StreamKinds.Cluster, id);
}
