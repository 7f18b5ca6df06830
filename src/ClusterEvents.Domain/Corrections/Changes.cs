using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Corrections;

/// <summary>Applies changes to the JSON of an activity.</summary>
public static class Changes
{
    public static Activity Read(JsonObject json, Type type) => (Activity)json.Deserialize(type, RecordJson.Options)!;

    /// <summary>The value of a field; null if it has none.</summary>
    public static JsonNode? Value(JsonObject activity, string field) => FieldPath.Parse(field)?.ValueIn(activity);

    /// <summary>The path of the parent object or list if it is missing; null if it is present.</summary>
    public static string? MissingParent(JsonObject activity, string field) =>
        FieldPath.Parse(field)?.MissingParent(activity);

    /// <summary>A value as a JSON node that refers to the parsed document.</summary>
    public static JsonNode? NodeOf(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Object } fields => JsonObject.Create(fields),
        { ValueKind: JsonValueKind.Array } items => JsonArray.Create(items),
        { ValueKind: JsonValueKind.Null } or null => null,
        { } single => JsonValue.Create(single),
    };

    /// <summary>Applies all changes to the JSON of an activity, in place.</summary>
    public static void Apply(JsonObject activity, IEnumerable<Change> changes)
    {
        // An empty list means no value: recording refuses one, so a corrected entry has none either.
        foreach (var change in changes)
            FieldPath.Parse(change.Field)?.Set(
                activity, NodeOf(change.New) is var value && IsEmpty(value) ? null : value);
    }

    /// <summary>
    /// The activity with all changes applied; unchanged if the result is not a valid activity. Recorded changes always
    /// are valid, so that happens only with a draft, which its rules then reject.
    /// </summary>
    public static Activity Apply(Activity activity, IEnumerable<Change> changes)
    {
        try
        {
            var json = RecordJson.ObjectOf(activity);
            Apply(json, changes);
            return Read(json, activity.GetType());
        }
        catch (JsonException)
        {
            return activity;
        }
    }

    /// <summary>
    /// Every stream that a value may refer to: as a stream key, or as the id of a city, campaign or cluster.
    /// </summary>
    public static IEnumerable<StreamKey> KeysIn(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().SelectMany(item => KeysIn(item)),
        { ValueKind: JsonValueKind.Object } fields => fields.EnumerateObject().SelectMany(field => KeysIn(field.Value)),
        { ValueKind: JsonValueKind.String } text when StreamKey.TryParse(text.GetString()!, out var key) => [key],
        { ValueKind: JsonValueKind.String } text when Slug.IsOne(text.GetString()!) =>
            new[] { StreamKinds.City, StreamKinds.Campaign, StreamKinds.Cluster }
                .Select(kind => new StreamKey(kind, text.GetString()!)),
        _ => [],
    };

    /// <summary>Whether a value is an empty list, which means the same as no value.</summary>
    public static bool IsEmpty(JsonNode? value) => value is JsonArray { Count: 0 };
}
