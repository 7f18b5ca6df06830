using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Reading;

/// <summary>Reads scalar values: one reader for each type, with its error message.</summary>
public static class Scalars
{
    /// <summary>The largest integer that every JSON reader keeps exactly (RFC 8785, RFC 7493): 2^53 − 1.</summary>
    public const long LargestInteger = (1L << 53) - 1;

    private static readonly string[] Instants =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly Dictionary<Type, Func<JsonElement, string, ValidationErrors, object?>> Readers = new()
    {
        [typeof(int)] = (json, path, errors) =>
            json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number)
                ? number : NotWhole(errors, path, int.MaxValue),
        [typeof(long)] = (json, path, errors) =>
            json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number)
                && number is >= -LargestInteger and <= LargestInteger
                ? number : NotWhole(errors, path, LargestInteger),
        [typeof(decimal)] = (json, path, errors) =>
            Text.TryRead(json, path, errors, out var text)
                ? DecimalText.Parse(text) ?? At(errors, path, "not-a-number", text) : null,
        [typeof(DateOnly)] = (json, path, errors) =>
            Text.TryRead(json, path, errors, out var text)
                ? Day(text) ?? At(errors, path, NoDay(text)) : null,
        [typeof(TimeOnly)] = (json, path, errors) =>
            Text.TryRead(json, path, errors, out var text)
                ? TimeOfDay(text) ?? At(errors, path, "not-a-time", text) : null,
        [typeof(DateTimeOffset)] = (json, path, errors) =>
            Text.TryRead(json, path, errors, out var text)
                ? Instant(text) ?? At(errors, path, "not-an-instant", text) : null,
        [typeof(Guid)] = (json, path, errors) =>
            Text.TryRead(json, path, errors, out var text)
                ? Guid.TryParse(text, out var id) ? id : At(errors, path, "not-an-id", text) : null,
        [typeof(JsonElement)] = (json, path, errors) => AnyValue(json, path, errors),
        [typeof(CityId)] = Key<CityId>,
        [typeof(StreamKey)] = Key<StreamKey>,
    };

    public static Func<JsonElement, string, ValidationErrors, object?>? ReaderOf(Type type) =>
        type.IsEnum ? Choice(type) : Readers.GetValueOrDefault(type);

    /// <summary>
    /// Parses an ISO 8601 calendar day; null for any other format, so that 01/02/2022 is never guessed.
    /// </summary>
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;

    /// <summary>Parses an ISO 8601 instant with an offset; null for any other format.</summary>
    public static DateTimeOffset? Instant(string text) =>
        (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
        && DateTimeOffset.TryParseExact(
            text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant : null;

    /// <summary>Parses a whole number of digits only, within bounds; null for anything else.</summary>
    public static long? Number(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number : null;

    private static TimeOnly? TimeOfDay(string text) =>
        TimeOnly.TryParseExact(
            text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time : null;

    /// <summary>Any JSON value that has a canonical form, with normalised texts.</summary>
    private static JsonElement AnyValue(JsonElement json, string path, ValidationErrors errors) =>
        JsonSerializer.SerializeToElement(Normalised(json, path, errors), RecordJson.Options);

    private static JsonNode? Normalised(JsonElement json, string path, ValidationErrors errors) => json.ValueKind switch
    {
        JsonValueKind.String => Text.TryRead(json, path, errors, out var text)
            ? Text.Normalise(text, Text.Longest, path, errors) : null,
        JsonValueKind.Array => new JsonArray([.. json.EnumerateArray().Select(item => Normalised(item, path, errors))]),
        JsonValueKind.Object => new JsonObject(json.EnumerateObject().Select(member => KeyValuePair.Create(
            NameOf(member, path, errors), Normalised(member.Value, path, errors)))),
        JsonValueKind.Number => Readers[typeof(long)](json, path, errors) is long number ? number : null,
        _ => JsonNode.Parse(json.GetRawText()),
    };

    private static string NameOf(JsonProperty member, string path, ValidationErrors errors)
    {
        if (Text.NameOf(member) is { } name && !name.Any(char.IsControl)
            && (errors.TextsAreOnRecord || Text.FaultOf(name) is null)) return name;
        errors.Add(path, "bad-member-name", ("field", new NamedField(path)));
        // A distinct placeholder for each error, so that no two names are equal.
        return $"\0{errors.Count}";
    }

    private static object? Key<T>(JsonElement json, string path, ValidationErrors errors)
        where T : struct, ITextKey<T> =>
        !Text.TryRead(json, path, errors, out var text) ? null
        : T.TryParse(text, out var key) ? key
        : At(errors, path, NoKey<T>(text));

    private static Func<JsonElement, string, ValidationErrors, object?> Choice(Type type)
    {
        var choices = Enum.GetNames(type).ToDictionary(name => name, name => Enum.Parse(type, name));
        return (json, path, errors) =>
            !Text.TryRead(json, path, errors, out var text) ? null
            : choices.TryGetValue(text, out var choice) ? choice
            : At(errors, path, NoChoice(text, Enum.GetNames(type)));
    }

    /// <summary>The fault of a text that is not the key of a kind.</summary>
    public static Fault NoKey<T>(string text) where T : struct, ITextKey<T> =>
        new("not-a-key", ("value", text), ("kind", new KindOfStream(T.Kind)), ("example", T.Example));

    /// <summary>The fault of a text that is none of the choices.</summary>
    public static Fault NoChoice(string text, IReadOnlyList<string> choices) =>
        new("not-a-choice", ("value", text), ("choices", choices));

    /// <summary>The fault of a text that is no day as ISO 8601 writes it; of one that the calendar lacks, that it does.
    /// </summary>
    public static Fault NoDay(string text)
    {
        if (text.Length == 10 && text[4] == '-' && text[7] == '-' && Number(text[..4], 1, 9999) is { } year
            && Number(text[5..7], 1, 12) is { } month && Number(text[8..], 1, 31) is not null)
            return new("no-such-day",
                ("value", text), ("month", $"{month}/{year}"), ("last", DateTime.DaysInMonth((int)year, (int)month)));
        return new("not-a-day", ("value", text));
    }

    private static object? NotWhole(ValidationErrors errors, string path, long most) =>
        At(errors, path, new("not-a-whole-number", ("field", new NamedField(path)), ("most", most)));

    private static object? At(ValidationErrors errors, string path, string code, string value) =>
        At(errors, path, new(code, ("value", value)));

    private static object? At(ValidationErrors errors, string path, Fault fault)
    {
        errors.Add(path, fault);
        return null;
    }
}
