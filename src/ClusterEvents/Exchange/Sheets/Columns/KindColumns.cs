using System.Collections.Concurrent;
using System.Globalization;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Exchange.Sheets.Columns;

/// <summary>
/// The columns of a kind of event, from the declarations of its fields. A header is understood in either language or as
/// the name of the field, with or without diacritics, capitals and signs.
/// </summary>
public sealed class KindColumns
{
    /// <summary>How many rows of a list, such as the sources, a sheet may have side by side.</summary>
    private const int MostItems = 20;

    /// <summary>How many rows of a list of its own the template of a kind has.</summary>
    private const int ShownItems = 5;

    /// <summary>The envelope in the order in which people fill it in; the day stands in front of all.</summary>
    private static readonly string[] Envelope =
    [
        "scope", "cityIds", "guestCityIds", "campaignIds", "clusterId", "dayPart", "localTime", "endsOn", "precision",
        "assertion", "sequenceHint", "sources",
    ];

    /// <summary>What tables of offices call fields that have other headers in templates.</summary>
    private static readonly (string Header, string[] Others)[] Usual =
    [
        ("Ngày diễn ra", ["Ngày", "Ngày tháng", "Thời gian", "Date"]),
        ("Địa phương", ["Đơn vị", "Thành phố", "Các đơn vị", "Tỉnh, thành phố"]),
        ("Nguồn", ["Nguồn tin", "Source"]),
        // As templates had them.
        ("Nguồn: Cơ quan đăng hoặc ban hành", ["Nguồn: Nơi công bố"]),
        ("Nguồn: Tên bài hoặc tên văn bản", ["Nguồn: Danh hiệu, tên"]),
        ("Nguồn: Địa chỉ trên mạng", ["Nguồn: Địa chỉ", "Sources: Address"]),
        ("Nguồn: Ngày đăng", ["Nguồn: Đăng lúc", "Sources: Published at"]),
        ("Nguồn: Tác giả", ["Sources: Byline"]),
    ];

    private static readonly ConcurrentDictionary<ActivityType, KindColumns> Known = new();

    private readonly Dictionary<string, SheetColumn> _byHeader = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SheetColumn> _byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SheetColumn> _template = [];

    private KindColumns(ActivityType type)
    {
        Type = type;
        foreach (var (column, inTemplate) in All(type))
        {
            // Paths count rows of lists from 0, headers from 1.
            _byPath.TryAdd(column.Path, column);
            // People do not choose the key of something new; programs may, under the name of the field.
            if (column.Path == SheetColumn.Stream && !inTemplate) continue;
            string[] headers = [column.Vietnamese, column.English];
            var free = headers.All(header => !_byHeader.ContainsKey(KeyOf(header)));
            foreach (var header in headers) _byHeader.TryAdd(KeyOf(header), column);
            // Two columns with one header would be one on the way back: the first means both, as the city of a report
            // is also the city that it concerns.
            if (inTemplate && free) _template.Add(column);
        }

        foreach (var (header, others) in Usual)
            if (_byHeader.GetValueOrDefault(KeyOf(header)) is { } column)
                foreach (var other in others) _byHeader.TryAdd(KeyOf(other), column);
    }

    public ActivityType Type { get; }

    /// <summary>The columns of the template, in their order.</summary>
    public IReadOnlyList<SheetColumn> Template => _template;

    /// <summary>
    /// Whether a sheet may record the kind: the program flags what is overdue, and a correction or an erasure is
    /// decided on with the entry before one's eyes.
    /// </summary>
    public static bool Has(ActivityType type) => type.ClrType != typeof(DirectiveOverdue)
        && type.ClrType != typeof(EntryCorrected) && !type.ClrType.IsAssignableTo(typeof(IErasure));

    public static KindColumns Of(ActivityType type) => Known.GetOrAdd(type, static one => new(one));

    /// <summary>The column that a header names; null if it names none.</summary>
    public SheetColumn? Find(string header) =>
        _byPath.GetValueOrDefault(header.TrimEnd(' ', '*')) ?? _byHeader.GetValueOrDefault(KeyOf(header));

    /// <summary>The form of a header in which it is compared: letters and digits alone.</summary>
    public static string KeyOf(string header) => Slug.Of(header);

    private static IEnumerable<(SheetColumn Column, bool InTemplate)> All(ActivityType type)
    {
        var fields = type.Reader().Fields;
        var own = fields.FirstOrDefault(field => field.IsOwnStream);
        if (own is null && !type.ClrType.IsAssignableTo(typeof(ICorrection)))
            yield return (StreamColumn(type), type.Opens != Opens.Always);
        var envelope = Envelope.Select(name => fields.Single(field => field.Name == name));
        var first = fields.Where(field => field.Name == "occurredOn");
        var ordered = first.Concat(fields.Where(field => !field.IsOfEnvelope)).Concat(envelope);
        foreach (var field in ordered)
            foreach (var column in Of(field, type)) yield return column;
    }

    private static IEnumerable<(SheetColumn Column, bool InTemplate)> Of(FieldReader field, ActivityType type)
    {
        var inTemplate = !field.IsOfEnvelope || IsUsual(field.Name, type);
        var required = field.Required || (field.Name == "occurredOn"
            && !type.ClrType.IsAssignableTo(typeof(ICorrection))
            && !(type.StreamKind == StreamKinds.City && type.Opens == Opens.Always));
        if (field.Inner is not { } inner)
        {
            yield return (Column(field.Name, field, required, [field.Name], null), inTemplate);
            yield break;
        }

        // One cell for the whole: an organisation by its name, a source in words.
        if (!field.IsList)
        {
            foreach (var part in inner.Fields)
                yield return (Column($"{field.Name}.{part.Name}", part, required && part.Required,
                    [field.Name, part.Name], null), inTemplate);
            yield return (Column(field.Name, field, required, [field.Name], null), false);
            yield break;
        }

        var shown = field.IsOfEnvelope ? 1 : ShownItems;
        for (var index = 0; index < MostItems; index++)
            foreach (var part in inner.Fields)
            {
                var numbered = shown > 1 || index > 0 ? index + 1 : (int?)null;
                var path = string.Create(CultureInfo.InvariantCulture, $"{field.Name}[{index}].{part.Name}");
                yield return (Column(path, part, required && part.Required && index == 0, [field.Name, part.Name],
                    numbered), inTemplate && index < shown);
            }

        yield return (Column(field.Name, field, false, [field.Name], null), false);
    }

    /// <summary>Whether the template has the field of the envelope.</summary>
    private static bool IsUsual(string name, ActivityType type) => name switch
    {
        "occurredOn" or "precision" or "assertion" or "sources" => !type.ClrType.IsAssignableTo(typeof(ICorrection)),
        "guestCityIds" => type.TakesGuests,
        "campaignIds" => type.Reach == Reach.CitiesAndCampaigns,
        _ => type.Reach != Reach.RegistryOnly,
    };

    private static SheetColumn Column(
        string path, FieldReader field, bool required, IReadOnlyList<string> names, int? number) => new(
            path, field, required, Header(Language.Vietnamese, names, number), Header(Language.English, names, number));

    private static string Header(Language language, IReadOnlyList<string> names, int? number)
    {
        var first = FieldNames.Of(language, names[0]) + (number is null ? "" : $" {number}");
        return names.Count == 1 ? first : $"{first}: {FieldNames.OfLast(language, string.Join('.', names))}";
    }

    private static SheetColumn StreamColumn(ActivityType type)
    {
        var (vietnamese, english) = type.StreamKind switch
        {
            StreamKinds.Meeting => ("Hội nghị nào", "Which meeting"),
            StreamKinds.Directive => ("Chỉ đạo nào", "Which directive"),
            StreamKinds.Target => ("Chỉ tiêu nào", "Which target"),
            StreamKinds.Campaign => ("Phong trào", "Campaigns"),
            StreamKinds.Cluster => ("Cụm", "Cluster"),
            StreamKinds.City => ("Địa phương", "Cities"),
            StreamKinds.Ceremony => ("Cùng buổi lễ với", "Same ceremony as"),
            StreamKinds.Community => ("Cùng hoạt động với", "Same activity as"),
            StreamKinds.Evaluation => ("Kỳ chấm điểm", "Evaluation"),
            StreamKinds.Commendation => ("Khen thưởng nào", "Which commendation"),
            _ => ("Mục nào", "Which entry"),
        };
        return new(SheetColumn.Stream, null, type.Opens == Opens.Never, vietnamese, english);
    }
}
