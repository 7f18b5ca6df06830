using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Reading.Written;

/// <summary>
/// The JSON data of a record, made of texts as people write them into the fields of a form or the cells of a row. What
/// is missing, too long or against a rule is left to the reader of the record, which both have in common with the API.
/// </summary>
public sealed class WrittenRecord
{
    private static readonly string OccurredOn = Name(nameof(Activity.OccurredOn));
    private static readonly string Precisely = Name(nameof(Activity.Precision));
    private static readonly string ClusterId = Name(nameof(Activity.ClusterId));
    private static readonly string CampaignIds = Name(nameof(Activity.CampaignIds));

    private readonly IReadOnlyDictionary<string, string[]> _texts;
    private readonly WritingContext _context;
    private readonly List<WrittenFault> _faults = [];
    private readonly List<(string Read, string Written)> _rows = [];

    private WrittenRecord(IReadOnlyDictionary<string, string[]> texts, WritingContext context) =>
        (_texts, _context) = (texts, context);

    /// <summary>The data: what was written, without the texts at fault.</summary>
    public JsonObject Data { get; private set; } = [];

    /// <summary>Why texts could not be understood.</summary>
    public IReadOnlyList<WrittenFault> Faults => _faults;

    /// <param name="type">The type of event.</param>
    /// <param name="texts">
    /// The texts by the path of their field, such as <c>issuer.name</c> and <c>sources[0].url</c>. A list has several
    /// at its own path, or one with commas between; an empty text is left out, and so is a row without any.
    /// </param>
    /// <param name="context">What else is needed to understand them.</param>
    public static WrittenRecord Of(
        ActivityType type, IReadOnlyDictionary<string, string[]> texts, WritingContext context)
    {
        var record = new WrittenRecord(texts, context);
        record.Data = record.ReadFields(type.Reader(), "") ?? [];
        return record;
    }

    /// <summary>The data for the reader of the record.</summary>
    public JsonElement ToElement() => JsonSerializer.SerializeToElement(Data);

    /// <summary>
    /// Reads the record as the API does; null if it has faults. Faults name the fields as they were written, and a text
    /// that could not be understood is not called missing too.
    /// </summary>
    public (Activity? Read, IReadOnlyList<Rejection> Faults) Read(
        ActivityType type, DateOnly today, params (string Field, object Value)[] given)
    {
        var errors = new ValidationErrors();
        var read = type.Read(ToElement(), today, "", errors, given);
        Rejection[] faults =
        [
            .. _faults.Select(fault => fault.ToRejection()),
            .. errors.Found.Select(AsWritten).Where(found => !_faults.Exists(fault => Covers(fault.Path, found.Field))),
        ];
        return (faults.Length == 0 ? read : null, faults);
    }

    /// <summary>The reason with the path of its field as it was written: rows without a value were left out.</summary>
    public Rejection AsWritten(Rejection rejection) => rejection.Field is { } field
        && _rows.FirstOrDefault(row => IsAtOrIn(field, row.Read)) is { Read: { } read, Written: { } written }
            ? rejection with { Field = written + field[read.Length..] } : rejection;

    private JsonObject? ReadFields(RecordReader reader, string path)
    {
        var json = new JsonObject();
        foreach (var field in reader.Fields)
        {
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (at == OccurredOn) ReadDay(json);
            else if (at != Precisely && ReadField(field, at) is { } value) json[field.Name] = value;
        }

        return json.Count == 0 ? null : json;
    }

    /// <summary>The day with its precision: a month that was written is one, whatever else was chosen.</summary>
    private void ReadDay(JsonObject json)
    {
        var chosen = Text(Precisely) is not { } choice ? null
            : WrittenChoice.Read(typeof(Precision), choice, Precisely, _context.Language, _faults);
        Precision? precision = chosen is null ? null : Enum.Parse<Precision>(chosen);
        if (Text(OccurredOn) is { } text && WrittenDay.Read(text, OccurredOn, _faults) is { } day)
        {
            var (on, known) = (day.Day, precision);
            if (day.Precision != Precision.Day)
            {
                if (precision is Precision.OnOrBefore) on = UncertainDate.LastDay(day.Precision, on);
                else if (precision is null or Precision.Day) known = day.Precision;
                else if (precision < day.Precision)
                    _faults.Add(new(OccurredOn, "not-a-date", ("value", text.Trim())));
            }

            json[OccurredOn] = on.ToString("O", CultureInfo.InvariantCulture);
            precision = known;
        }

        if (precision is { } precise) json[Precisely] = precise.ToString();
    }

    private JsonNode? ReadField(FieldReader field, string path)
    {
        if (field.IsList) return ReadList(field, path);
        if (field.Inner is { } inner) return ReadObject(inner, field.ValueType, path);
        return Text(path) is { } text ? ReadScalar(field.ValueType, field.Name, text, path) : null;
    }

    /// <summary>An object by its fields, or by a text at its own path, which is its name.</summary>
    private JsonObject? ReadObject(RecordReader reader, Type type, string path)
    {
        var json = ReadFields(reader, path) ?? [];
        if (Text(path) is { } text && WrittenObject.Read(type, text, path, _context, _faults) is { } whole)
            foreach (var (name, value) in whole.ToArray())
                if (!json.ContainsKey(name)) json[name] = value?.DeepClone();
        // A choice that was made beforehand does not make a row.
        return reader.Fields.Any(field => !field.ValueType.IsEnum && json.ContainsKey(field.Name)) ? json : null;
    }

    private JsonArray? ReadList(FieldReader field, string path)
    {
        var items = new JsonArray();
        var type = field.ValueType.GetGenericArguments()[0];
        if (field.Inner is { } inner)
        {
            foreach (var row in RowsOf(path)) Add(ReadObject(inner, type, row), row);
            if (items.Count == 0 && Text(path) is { } text) Add(ReadObject(inner, type, path), path);
        }
        else
        {
            foreach (var text in _texts.GetValueOrDefault(path, []).SelectMany(text => Parts(type, field.Name, text)))
                Add(ReadScalar(type, field.Name, text, path), path);
            foreach (var row in RowsOf(path))
                if (Text(row) is { } text) Add(ReadScalar(type, field.Name, text, row), row);
        }

        if (field.IsSet)
            foreach (var repeated in items.GroupBy(item => (string?)item).SelectMany(same => same.Skip(1)).ToArray())
                items.Remove(repeated);
        return items.Count == 0 ? null : items;

        void Add(JsonNode? item, string written)
        {
            if (item is null) return;
            if (written != path) _rows.Add(($"{path}[{items.Count}]", written));
            items.Add(item);
        }
    }

    private JsonNode? ReadScalar(Type type, string name, string text, string path)
    {
        if (type.IsEnum) return WrittenChoice.Read(type, text, path, _context.Language, _faults);
        if (type == typeof(DateOnly))
            return WrittenDay.Read(text, path, _faults) is not { } day ? null
                : day.Precision == Precision.Day ? day.Day.ToString("O", CultureInfo.InvariantCulture)
                : Fault(new(path, "not-a-date", ("value", text.Trim())));
        if (type == typeof(TimeOnly))
            return WrittenTime.Read(text, path, _faults)?.ToString("HH:mm", CultureInfo.InvariantCulture);
        if (type == typeof(DateTimeOffset))
            return WrittenTime.ReadInstant(text, path, _faults)
                ?.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
        if (type == typeof(decimal))
            return WrittenNumber.ReadDecimal(text, path, _faults) is { } number ? DecimalText.Of(number) : null;
        if (type == typeof(int) || type == typeof(long))
            return WrittenNumber.ReadWhole(text, path, _faults) is { } whole ? JsonValue.Create(whole) : null;
        if (type == typeof(CityId))
            return _context.Cities.KeyOf(text) ?? Fault(Unknown("unknown-city", _context.Cities, text, path));
        if (name == CampaignIds) return _context.Campaigns.KeyOf(text) ?? text.Trim();
        if (name == ClusterId) return _context.Clusters.KeyOf(text) ?? text.Trim();
        return text;
    }

    private static WrittenFault Unknown(string code, KnownNames names, string text, string path) =>
        names.NearestTo(text) is { } nearest
            ? new(path, code, ("value", text.Trim()), ("nearest", nearest)) : new(path, code, ("value", text.Trim()));

    private string? Fault(WrittenFault fault)
    {
        _faults.Add(fault);
        return null;
    }

    /// <summary>The parts of a list in one text: names of cities have no commas, texts may have some.</summary>
    private static string[] Parts(Type type, string name, string text) =>
        (type == typeof(CityId) || name == CampaignIds
            ? text.Replace(" và ", ",", StringComparison.OrdinalIgnoreCase)
                .Replace(" and ", ",", StringComparison.OrdinalIgnoreCase).Split([',', ';', '\n', '\r'], Trimmed)
            : text.Split(['\n', '\r'], Trimmed));

    private const StringSplitOptions Trimmed =
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>The paths of the rows of a list, in order, such as <c>sources[2]</c>.</summary>
    private IEnumerable<string> RowsOf(string path) => _texts.Keys
        .Where(key => key.Length > path.Length && key[path.Length] == '['
            && key.StartsWith(path, StringComparison.Ordinal))
        .Select(key => key[..(key.IndexOf(']', path.Length) + 1)]).Where(row => row.Length > path.Length + 2).Distinct()
        .OrderBy(row => int.TryParse(
            row.AsSpan(path.Length + 1, row.Length - path.Length - 2), CultureInfo.InvariantCulture, out var number)
                ? number : int.MaxValue);

    private string? Text(string path) =>
        _texts.TryGetValue(path, out var texts)
            && Array.Find(texts, text => !string.IsNullOrWhiteSpace(text)) is { } text
            ? text : null;

    private static bool Covers(string fault, string? field) => field is not null && IsAtOrIn(field, fault);

    private static bool IsAtOrIn(string field, string path) => field.StartsWith(path, StringComparison.Ordinal)
        && (field.Length == path.Length || field[path.Length] is '.' or '[');

    private static string Name(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
