using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Entries;

/// <summary>
/// The searchable texts of an activity: its display texts and every text in its own fields. Read from the activity
/// itself, without parsing its JSON.
/// </summary>
internal static class SearchTexts
{
    private static readonly HashSet<string> Envelope =
        [.. typeof(Activity).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    private static readonly ConcurrentDictionary<Type, Func<object, object?>[]?> FieldsByType = new();

    /// <param name="activity">The activity.</param>
    /// <param name="texts">Its titles and summaries.</param>
    public static IReadOnlyList<string> Of(Activity activity, params ReadOnlySpan<DisplayText> texts)
    {
        var found = new List<string>();
        foreach (var (title, summary) in texts)
        {
            found.Add(NameReference.Without(title));
            found.Add(NameReference.Without(summary));
        }

        foreach (var field in FieldsOf(activity.GetType())!) Add(field(activity), found);
        return found;
    }

    private static void Add(object? value, List<string> found)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                found.Add(text);
                break;
            case JsonElement json:
                Add(json, found);
                break;
            case IEnumerable items:
                foreach (var item in items) Add(item, found);
                break;
            default:
                if (FieldsOf(value.GetType()) is { } fields)
                    foreach (var field in fields) Add(field(value), found);
                else if (JsonText.Of(value) is { } single) found.Add(single);
                break;
        }
    }

    private static void Add(JsonElement json, List<string> found)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                found.Add(json.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray()) Add(item, found);
                break;
            case JsonValueKind.Object:
                foreach (var field in json.EnumerateObject()) Add(field.Value, found);
                break;
        }
    }

    /// <summary>The fields of a record without those of the envelope; null for a scalar.</summary>
    private static Func<object, object?>[]? FieldsOf(Type type) => FieldsByType.GetOrAdd(type, static type =>
    {
        var json = RecordJson.Options.GetTypeInfo(type);
        if (json.Kind != JsonTypeInfoKind.Object) return null;
        var fields = type.IsSubclassOf(typeof(Activity))
            ? json.Properties.Where(field => !Envelope.Contains(field.Name)) : json.Properties;
        return [.. fields.Select(field => field.Get).OfType<Func<object, object?>>()];
    });
}
