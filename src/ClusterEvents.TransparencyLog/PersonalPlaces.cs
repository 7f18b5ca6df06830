using System.Collections.Concurrent;
using System.Text.Json;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// Which values of an event are personal, by the type and version of the event: those must have a salt or a mark of
/// their erasure, and no other value may be hidden. This repeats what the service declares on the fields of its events,
/// because an auditor must not have to ask the service; a test compares the two.
/// </summary>
/// <remarks>
/// What is about a person (name, rank and post of an official) was salted from the first version of each type on. The
/// texts that may name persons, the recorder and the sender's own attributes are salted in later versions only: leaves
/// of earlier ones hold them in clear.
/// </remarks>
public sealed class PersonalPlaces
{
    private const string TypePrefix = "clusterevents.";
    private const string Corrected = "entry-corrected";
    private const string Recorders = "/recorders/";

    /// <summary>Attributes of every event that stand in a leaf as they are.</summary>
    private static readonly HashSet<string> Clear =
    [
        "specversion", "id", "source", "type", "subject", "datacontenttype", "recordedtime", "sequence",
        "correlationid", "causationid", "data",
    ];

    /// <summary>Texts that any event may have.</summary>
    public static readonly IReadOnlyList<string> OfEveryEvent = ["/sources/*/byline", "/sources/*/note"];

    /// <summary>The fields about persons, and the texts that may name some, of each type that has any.</summary>
    private static readonly Dictionary<string, (string[] Persons, string[] Texts)> Declared = new()
    {
        ["assessment-recorded"] = ([], ["/items/*/text"]),
        ["commendation-revoked"] = ([], ["/reason"]),
        ["dispute-withdrawn"] = ([], ["/reason"]),
        ["directive-acknowledged"] = (Person("/by"), []),
        ["directive-amended"] = ([], ["/reason"]),
        ["directive-fulfilled"] = ([], ["/evidence"]),
        ["directive-progress-reported"] = ([], ["/note"]),
        ["directive-revoked"] = ([], ["/reason"]),
        [Corrected] = ([], ["/reason"]),
        ["entry-disputed"] = ([], ["/reason"]),
        ["entry-reinstated"] = ([], ["/reason"]),
        ["entry-retracted"] = ([], ["/reason"]),
        ["meeting-cancelled"] = ([], ["/reason"]),
        ["meeting-held"] = (Person("/chair"), []),
        ["meeting-postponed"] = ([], ["/reason"]),
        ["personal-fields-erased"] = ([], ["/requestedBy", "/reason"]),
        ["remarks-delivered"] = (Person("/person"), ["/gist"]),
        ["source-attached"] = ([], ["/byline"]),
    };

    /// <summary>
    /// The first version of every type whose texts are salted: what was stored before has version 1.
    /// </summary>
    public const int FirstSalted = 2;

    private static readonly ConcurrentDictionary<string, PersonalPlaces> ByType = new(StringComparer.Ordinal);

    private readonly string _kind;
    private readonly string[][] _places;

    private PersonalPlaces(string kind, bool hasSaltedTexts)
    {
        (_kind, HasSaltedTexts) = (kind, hasSaltedTexts);
        _places = [.. Of(kind, hasSaltedTexts).Select(Steps)];
    }

    /// <summary>Whether this version of the type has salted texts, and not only salted persons.</summary>
    public bool HasSaltedTexts { get; }

    /// <summary>The places of a CloudEvents type such as <c>clusterevents.remarks-delivered.v2</c>.</summary>
    /// <exception cref="FormatException">It is no type of a recorded event.</exception>
    public static PersonalPlaces Of(string cloudEventType) => ByType.GetOrAdd(cloudEventType, static type =>
    {
        var (kind, version) = Parse(type);
        return new(kind, version >= FirstSalted);
    });

    /// <summary>The patterns of the JSON pointers to the personal values of a kind of event; <c>*</c> is the number of
    /// an item.</summary>
    public static IReadOnlyList<string> Of(string kind, bool withTexts)
    {
        var (persons, texts) = Declared.GetValueOrDefault(kind, ([], []));
        return withTexts ? [.. persons, .. texts, .. OfEveryEvent] : persons;
    }

    /// <summary>The kinds of event that have personal fields of their own.</summary>
    public static IEnumerable<string> Kinds => Declared.Keys;

    /// <summary>The kind in a CloudEvents type: <c>remarks-delivered</c>.</summary>
    /// <exception cref="FormatException">It is no type of a recorded event.</exception>
    public static string KindOf(string cloudEventType) => Parse(cloudEventType).Kind;

    /// <summary>Whether an attribute may be hidden: the recorder, and what the sender added.</summary>
    public bool MayHideAttribute(string name) => HasSaltedTexts && !Clear.Contains(name);

    /// <summary>
    /// Whether an attribute with this value is salted. The source of a recording by a command's route names its
    /// recorder.
    /// </summary>
    public bool SaltsAttribute(string name, string text) => HasSaltedTexts
        && (!Clear.Contains(name) || (name == "source" && text.StartsWith(Recorders, StringComparison.Ordinal)));

    /// <summary>The pointers to the personal values that an event's data holds.</summary>
    /// <param name="data">The data.</param>
    /// <param name="targetType">For a correction the CloudEvents type of its target, which says which of the changed
    /// values are personal; null if it is not known.</param>
    public IEnumerable<string> In(JsonElement data, string? targetType = null)
    {
        foreach (var place in _places)
            foreach (var (pointer, _) in Walk(data, place, "")) yield return pointer;
        if (_kind != Corrected || targetType is null) yield break;
        var target = Target(targetType);
        foreach (var (pointer, place, _) in Changed(data))
            if (target.Has(place)) yield return pointer;
    }

    /// <summary>The pointers to what an event's data says about its person, or a correction about that of its
    /// target.</summary>
    public IEnumerable<string> PersonsIn(JsonElement data, string? targetType = null) =>
        new PersonalPlaces(_kind, hasSaltedTexts: false).In(data, targetType);

    /// <summary>Whether a pointer leads to a personal value, so that it may be hidden.</summary>
    /// <param name="at">The pointer.</param>
    /// <param name="data">The data of the event.</param>
    /// <param name="targetType">For a correction the CloudEvents type of its target; null if it is not known: then each
    /// changed value may be personal.</param>
    public bool MayHide(string at, JsonElement data, string? targetType = null)
    {
        if (Has(Steps(at))) return true;
        if (_kind != Corrected) return false;
        var target = targetType is null ? null : Target(targetType);
        return Changed(data).Any(one => one.Pointer == at && target?.Has(one.Place) != false);
    }

    /// <summary>The values of a correction, each with its pointer and the steps to its field in the target.</summary>
    internal IEnumerable<(string Pointer, string[] Place, JsonElement Value)> Changed(JsonElement data)
    {
        if (_kind != Corrected || !data.TryGetProperty("changes", out var changes)
            || changes.ValueKind != JsonValueKind.Array) yield break;
        foreach (var (index, change) in changes.EnumerateArray().Index())
            foreach (var side in new[] { "old", "new" })
                if (change.ValueKind == JsonValueKind.Object && change.TryGetProperty(side, out var value)
                    && change.TryGetProperty("field", out var field) && field.ValueKind == JsonValueKind.String)
                    foreach (var (inner, text) in Texts(value, ""))
                        yield return ($"/changes/{index}/{side}{inner}",
                            [.. FieldSteps(field.GetString()!), .. Steps(inner)], text);
    }

    /// <summary>
    /// The places that a correction of this type goes by: persons always, and texts if the correction itself has them
    /// salted.
    /// </summary>
    private PersonalPlaces Target(string targetType) => new(KindOf(targetType), HasSaltedTexts);

    private bool Has(string[] steps) => _places.Any(place => place.Length == steps.Length
        && place.Zip(steps).All(pair => pair.First == pair.Second || (pair.First == "*" && IsNumber(pair.Second))));

    private static IEnumerable<(string Pointer, JsonElement Value)> Walk(JsonElement value, string[] steps, string at)
    {
        if (steps is []) return value.ValueKind == JsonValueKind.Null ? [] : [(at, value)];
        return (value.ValueKind, steps[0]) switch
        {
            (JsonValueKind.Array, "*") => value.EnumerateArray().Index()
                .SelectMany(item => Walk(item.Item, steps[1..], $"{at}/{item.Index}")),
            (JsonValueKind.Object, var name) when value.TryGetProperty(name, out var field) =>
                Walk(field, steps[1..], $"{at}/{name}"),
            _ => [],
        };
    }

    /// <summary>Every text in a value, with its pointer.</summary>
    private static IEnumerable<(string Pointer, JsonElement Text)> Texts(JsonElement value, string at) =>
        value.ValueKind switch
        {
            JsonValueKind.String => [(at, value)],
            JsonValueKind.Object => value.EnumerateObject()
                .SelectMany(field => Texts(field.Value, $"{at}/{field.Name}")),
            JsonValueKind.Array => value.EnumerateArray().Index()
                .SelectMany(item => Texts(item.Item, $"{at}/{item.Index}")),
            _ => [],
        };

    private static string[] Person(string at) => [$"{at}/name", $"{at}/rank", $"{at}/post"];

    private static string[] Steps(string pointer) => pointer.Split('/')[1..];

    /// <summary>The steps of a path with dots into objects, numbers into lists, as in <c>items[0].text</c>.</summary>
    private static string[] FieldSteps(string path) =>
        path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsNumber(string step) => step.Length > 0 && step.All(char.IsAsciiDigit);

    private static (string Kind, int Version) Parse(string cloudEventType)
    {
        var end = cloudEventType.LastIndexOf(".v", StringComparison.Ordinal);
        return cloudEventType.StartsWith(TypePrefix, StringComparison.Ordinal) && end > TypePrefix.Length
            && int.TryParse(cloudEventType.AsSpan(end + 2), out var version) && version > 0
            ? (cloudEventType[TypePrefix.Length..end], version)
            : throw new FormatException($"`{cloudEventType}` is no type of a recorded event.");
    }
}
