using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Exchange;
using ClusterEvents.Exchange.Sheets.Columns;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>
/// An example of each event type: its first seed, which is real, or a fictitious continuation in
/// <c>examples.ndjson</c>. With the seeds loaded, each can be sent as it is, in that order, except those that erase
/// something or end a membership: they name nothing that exists, so that trying them does no harm.
/// <c>DirectiveOverdue</c>, which the service records itself, has none.
/// </summary>
public sealed class Examples : ITemplateExamples
{
    private const string TargetField = "targetEventId";

    private readonly Dictionary<string, JsonObject> _firsts = [];

    public Examples()
    {
        var seeds = Directory.Exists(Seeds.Folder) ? Seeds.FilesAt(Seeds.Folder).SelectMany(Read) : [];
        foreach (var example in seeds.Concat(MadeUp).Select(Current)) _firsts.TryAdd((string)example["type"]!, example);
    }

    /// <summary>The fictitious continuations, in an order in which they can be recorded.</summary>
    internal static IEnumerable<JsonObject> MadeUp
    {
        get
        {
            using var file = new StreamReader(
                typeof(Examples).Assembly.GetManifestResourceStream(typeof(Examples), "examples.ndjson")!);
            while (file.ReadLine() is { } line) yield return JsonNode.Parse(line)!.AsObject();
        }
    }

    /// <summary>The CloudEvent; null for an event type without an example.</summary>
    public JsonObject? CloudEvent(string cloudEventType) => Find(cloudEventType)?.DeepClone().AsObject();

    /// <summary>The body for the command's route; null for an event type without an example.</summary>
    public JsonObject? Body(ActivityType type)
    {
        var data = Find(type.CloudEventType)?["data"]!.DeepClone().AsObject();
        // The target is in the path of the route.
        data?.Remove(TargetField);
        return data;
    }

    /// <summary>The target of a correction's example; null for other event types.</summary>
    public string? Target(ActivityType type) => (string?)Find(type.CloudEventType)?["data"]![TargetField];

    /// <summary>The stream of the example; null if the target of a correction determines it.</summary>
    public StreamKey? Stream(ActivityType type) =>
        Find(type.CloudEventType)?["subject"] is { } subject ? StreamKey.Parse((string)subject!) : null;

    /// <summary>The example in the current version of its type: seeds keep the one that they were written in.</summary>
    private static JsonObject Current(JsonObject example)
    {
        if (!StoredEvents.Catalogue.TryGetCloudEventType((string)example["type"]!, out var shape)) return example;
        example["type"] = shape.Type.CloudEventType;
        example["data"] = shape.Upcast(example["data"]!.DeepClone().AsObject());
        return example;
    }

    /// <summary>The example of a type, which any version of it names.</summary>
    private JsonObject? Find(string cloudEventType) => _firsts.GetValueOrDefault(
        StoredEvents.Catalogue.TryGetCloudEventType(cloudEventType, out var shape) ? shape.Type.CloudEventType
            : cloudEventType);

    private static IEnumerable<JsonObject> Read(string file) =>
        file.EndsWith(".json", StringComparison.Ordinal)
            ? JsonNode.Parse(File.ReadAllText(file))!.AsArray().Select(seed => seed!.AsObject())
            : File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!.AsObject());
}
