using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;

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
                ? number : Fault(errors, path, "must be a whole number"),
        [typeof(long)] = (json, path, errors) =>
            json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number)
                && number is >= -LargestInteger and <= LargestInteger
                ? number : Fault(errors, path, "must be a whole number of at most 2^53 − 1"),
        [typeof(decimal)] = (json, path, errors) =>
            Text.TryRead(json, path, errors, out var text)
                ? DecimalText.Parse(text) ?? Fault(errors, path, "must be a decimal as text, such as \"12.5\"") : null,
        [typeof(DateOnly)] = (json, path, errors) =>
            Text.TryRead(json, path, errors, out var text)
                ? Day(text) ?? Fault(errors, path, "must be a day as yyyy-MM-dd") : null,
        [typeof(TimeOnly)] = (json, path, errors) =>
            Text.TryRead(json, path, errors, out var text)
                ? TimeOfDay(text) ?? Fault(errors, path, "must be a local time as HH:mm or HH:mm:ss") : null,
        [typeof(DateTimeOffset)] = (json, path, errors) =>
            Text.TryRead(json, path, errors, out var text)
                ? Instant(text)
                    ?? Fault(errors, path, "must be an instant with its offset, as 2022-07-29T09:49:00+07:00")
                : null,
        [typeof(Guid)] = (json, path, errors) =>
            Text.TryRead(json, path, errors, out var text)
                ? Guid.TryParse(text, out var id) ? id : Fault(errors, path, "must be a UUID") : null,
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
        errors.Add(path, "contains a name with a control character, an invisible one or invalid Unicode: remove it");
        // A distinct placeholder for each error, so that no two names are equal.
        return $"\0{errors.Count}";
    }

    private static object? Key<T>(JsonElement json, string path, ValidationErrors errors) where T : struct, ITextKey<T> =>
        !Text.TryRead(json, path, errors, out var text) ? null
        : T.TryParse(text, out var key) ? key
        : Fault(errors, path, $"must be {T.Expected}");

    private static Func<JsonElement, string, ValidationErrors, object?> Choice(Type type)
    {
        var choices = Enum.GetNames(type).ToDictionary(name => name, name => Enum.Parse(type, name));
        return (json, path, errors) =>
            !Text.TryRead(json, path, errors, out var text) ? null
            : choices.TryGetValue(text, out var choice) ? choice
            : Fault(errors, path, $"must be one of {string.Join(", ", Enum.GetNames(type))}");
    }

    private static object? Fault(ValidationErrors errors, string path, string fault)
    {
        errors.Add(path, fault);
        return null;
    }
}
