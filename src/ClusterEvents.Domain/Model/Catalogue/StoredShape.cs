using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// One schema version of an event type. Stored events keep the version they were written in and are exported in it;
/// readers get them upcast to the current version.
/// </summary>
public sealed partial record StoredShape(ActivityType Type, int Version)
{
    /// <summary>The event's name in the store: <c>flowers-offered.v2</c>. It never changes.</summary>
    public string StoredName => $"{WordStart().Replace(Type.Name, "-$0").TrimStart('-').ToLowerInvariant()}.v{Version}";

    /// <summary>The CloudEvents type: <c>clusterevents.flowers-offered.v2</c>.</summary>
    public string CloudEventType => CloudEventTypeOf(StoredName);

    /// <summary>The CloudEvents type for a stored name.</summary>
    public static string CloudEventTypeOf(string storedName) => $"clusterevents.{storedName}";

    public bool IsCurrent => Version == Type.SchemaVersion;

    /// <summary>Whether its fields are those of the current version.</summary>
    public bool HasCurrentFields => !Upcasts.Any();

    /// <summary>The upcasters from this version on.</summary>
    private IEnumerable<Upcast> Upcasts => Type.Upcasts.Skip(Version - ActivityType.FirstSalted);

    /// <summary>Converts data of this version to the current version.</summary>
    public JsonElement Upcast(JsonElement data) => HasCurrentFields || data.ValueKind != JsonValueKind.Object ? data
        : JsonSerializer.SerializeToElement(Upcast(JsonObject.Create(data)!));

    /// <summary>The same; may modify the object.</summary>
    public JsonObject Upcast(JsonObject data) =>
        Upcasts.Aggregate(data, (earlier, upcast) => upcast(earlier));

    /// <summary>Reads stored JSON of this version as an activity of the current version.</summary>
    public Activity Read(JsonElement stored) => (Activity)(HasCurrentFields || stored.ValueKind != JsonValueKind.Object
        ? stored.Deserialize(Type.ClrType, RecordJson.Options)
        : Upcast(JsonObject.Create(stored)!).Deserialize(Type.ClrType, RecordJson.Options))!;

    /// <summary>Reads stored JSON text of this version as an activity of the current version.</summary>
    public Activity Read(string stored) =>
        HasCurrentFields ? (Activity)JsonSerializer.Deserialize(stored, Type.ClrType, RecordJson.Options)!
            : Read(JsonElement.Parse(stored));

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
