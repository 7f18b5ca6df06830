using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Recording.Binding;

/// <summary>Reads the single values of the contract: one reader a type, each with the fault it gives.</summary>
public static class Scalars
{
    private static readonly string[] Instants =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly Dictionary<Type, Func<JsonElement, string, Faults, object?>> Readers = new()
    {
        [typeof(int)] = (json, path, faults) =>
            json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number)
                ? number : Fault(faults, path, "must be a whole number"),
        [typeof(long)] = (json, path, faults) =>
            json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number)
                && number is >= -CanonicalJson.LargestInteger and <= CanonicalJson.LargestInteger
                ? number : Fault(faults, path, "must be a whole number of at most 2^53 − 1"),
        [typeof(decimal)] = (json, path, faults) =>
            Text.TryRead(json, path, faults, out var text)
                ? DecimalText.Parse(text) ?? Fault(faults, path, "must be a decimal as text, such as \"12.5\"") : null,
        [typeof(DateOnly)] = (json, path, faults) =>
            Text.TryRead(json, path, faults, out var text)
                ? Day(text) ?? Fault(faults, path, "must be a day as yyyy-MM-dd") : null,
        [typeof(TimeOnly)] = (json, path, faults) =>
            Text.TryRead(json, path, faults, out var text)
                ? TimeOfDay(text) ?? Fault(faults, path, "must be a local time as HH:mm or HH:mm:ss") : null,
        [typeof(DateTimeOffset)] = (json, path, faults) =>
            Text.TryRead(json, path, faults, out var text)
                ? Instant(text)
                    ?? Fault(faults, path, "must be an instant with its offset, as 2022-07-29T09:49:00+07:00")
                : null,
        [typeof(Guid)] = (json, path, faults) =>
            Text.TryRead(json, path, faults, out var text)
                ? Guid.TryParse(text, out var id) ? id : Fault(faults, path, "must be a UUID") : null,
        [typeof(JsonElement)] = (json, path, faults) => AnyValue(json, path, faults),
        [typeof(CityId)] = Key<CityId>,
        [typeof(StreamKey)] = Key<StreamKey>,
    };

    public static Func<JsonElement, string, Faults, object?>? ReaderOf(Type type) =>
        type.IsEnum ? Choice(type) : Readers.GetValueOrDefault(type);

    /// <summary>An ISO 8601 calendar day; null for anything else, so that 01/02/2022 is never guessed at.</summary>
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;

    /// <summary>An ISO 8601 instant that says its offset; null for anything else.</summary>
    public static DateTimeOffset? Instant(string text) =>
        (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
        && DateTimeOffset.TryParseExact(
            text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant : null;

    /// <summary>A whole number in digits alone, within bounds; null for anything else.</summary>
    public static long? Number(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number : null;

    private static TimeOnly? TimeOfDay(string text) =>
        TimeOnly.TryParseExact(
            text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time : null;

    /// <summary>Any JSON value that the log has a form for, its texts in the form that the record keeps.</summary>
    private static JsonElement AnyValue(JsonElement json, string path, Faults faults) =>
        JsonSerializer.SerializeToElement(Normalised(json, path, faults), RecordJson.Options);

    private static JsonNode? Normalised(JsonElement json, string path, Faults faults) => json.ValueKind switch
    {
        JsonValueKind.String => Text.TryRead(json, path, faults, out var text)
            ? Text.Normalise(text, Text.Longest, path, faults) : null,
        JsonValueKind.Array => new JsonArray([.. json.EnumerateArray().Select(item => Normalised(item, path, faults))]),
        JsonValueKind.Object => new JsonObject(json.EnumerateObject().Select(member => KeyValuePair.Create(
            NameOf(member, path, faults), Normalised(member.Value, path, faults)))),
        JsonValueKind.Number => Readers[typeof(long)](json, path, faults) is long number ? number : null,
        _ => JsonNode.Parse(json.GetRawText()),
    };

    private static string NameOf(JsonProperty member, string path, Faults faults)
    {
        if (Text.NameOf(member) is { } name && !name.Any(char.IsControl)) return name;
        faults.Add(path, "holds a name with what is no character, or a control character: remove it");
        // One of these for each fault, so that none of them is another's name.
        return $"\0{faults.Count}";
    }

    private static object? Key<T>(JsonElement json, string path, Faults faults) where T : struct, ITextKey<T> =>
        !Text.TryRead(json, path, faults, out var text) ? null
        : T.TryParse(text, out var key) ? key
        : Fault(faults, path, $"must be {T.Expected}");

    private static Func<JsonElement, string, Faults, object?> Choice(Type type)
    {
        var choices = Enum.GetNames(type).ToDictionary(name => name, name => Enum.Parse(type, name));
        return (json, path, faults) =>
            !Text.TryRead(json, path, faults, out var text) ? null
            : choices.TryGetValue(text, out var choice) ? choice
            : Fault(faults, path, $"must be one of {string.Join(", ", Enum.GetNames(type))}");
    }

    private static object? Fault(Faults faults, string path, string fault)
    {
        faults.Add(path, fault);
        return null;
    }
}
