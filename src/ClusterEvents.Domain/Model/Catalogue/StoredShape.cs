using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// One shape in which a kind of event was ever stored. What was stored stays as it is, and is exported so; whoever
/// reads it gets the current shape.
/// </summary>
public sealed partial record StoredShape(ActivityType Type, int Version)
{
    /// <summary>The event's name in the store: <c>flowers-offered.v1</c>. Stored names are for ever.</summary>
    public string StoredName => $"{WordStart().Replace(Type.Name, "-$0").TrimStart('-').ToLowerInvariant()}.v{Version}";

    /// <summary>The CloudEvents type: <c>clusterevents.flowers-offered.v1</c>.</summary>
    public string CloudEventType => CloudEventTypeOf(StoredName);

    /// <summary>The CloudEvents type of what is in the store under a name.</summary>
    public static string CloudEventTypeOf(string storedName) => $"clusterevents.{storedName}";

    public bool IsCurrent => Version == Type.SchemaVersion;

    /// <summary>Data of this shape as the current one has it.</summary>
    public JsonElement Upcast(JsonElement data) => IsCurrent || data.ValueKind != JsonValueKind.Object ? data
        : JsonSerializer.SerializeToElement(Upcast(JsonObject.Create(data)!));

    /// <summary>The same; the object may be changed on the way.</summary>
    public JsonObject Upcast(JsonObject data) =>
        Type.Upcasts.Skip(Version - 1).Aggregate(data, (earlier, upcast) => upcast(earlier));

    /// <summary>What was stored in this shape, as today's program reads it.</summary>
    public Activity Read(JsonElement stored) => (Activity)(IsCurrent || stored.ValueKind != JsonValueKind.Object
        ? stored.Deserialize(Type.ClrType, RecordJson.Options)
        : Upcast(JsonObject.Create(stored)!).Deserialize(Type.ClrType, RecordJson.Options))!;

    /// <summary>The same of the text that the store holds.</summary>
    public Activity Read(string stored) =>
        IsCurrent ? (Activity)JsonSerializer.Deserialize(stored, Type.ClrType, RecordJson.Options)!
            : Read(JsonElement.Parse(stored));

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
