using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Recording;

namespace ClusterEvents.Hosting.Description;

/// <summary>Examples that are real: the first seed of each kind of event. A kind that no seed holds has none.</summary>
public sealed class SeedExamples
{
    private readonly Dictionary<string, JsonObject> _firsts = [];

    public SeedExamples()
    {
        if (!Directory.Exists(Seeds.Folder)) return;
        foreach (var seed in Seeds.FilesAt(Seeds.Folder).SelectMany(Read))
            _firsts.TryAdd((string)seed["type"]!, seed);
    }

    /// <summary>The CloudEvent; null where no seed holds one.</summary>
    public JsonObject? CloudEvent(string cloudEventType) =>
        _firsts.GetValueOrDefault(cloudEventType)?.DeepClone().AsObject();

    /// <summary>The body of the command's route; null where no seed holds one.</summary>
    public JsonNode? Body(ActivityType type) => CloudEvent(type.CloudEventType)?["data"]!.DeepClone();

    /// <summary>The stream that the example is on.</summary>
    public StreamKey? Stream(ActivityType type) =>
        CloudEvent(type.CloudEventType)?["subject"] is { } subject ? StreamKey.Parse((string)subject!) : null;

    private static IEnumerable<JsonObject> Read(string file) =>
        file.EndsWith(".json", StringComparison.Ordinal)
            ? JsonNode.Parse(File.ReadAllText(file))!.AsArray().Select(seed => seed!.AsObject())
            : File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!.AsObject());
}
