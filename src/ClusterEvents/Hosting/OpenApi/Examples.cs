using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Exchange;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>
/// An example of each kind of event: the first seed, which is real, or else what <c>examples.ndjson</c> makes up of how
/// it might have gone on. Where the seeds are loaded, each can be tried as it stands, in that order. What the service
/// notes by itself, <c>DirectiveOverdue</c>, has none.
/// </summary>
public sealed class Examples
{
    private const string TargetField = "targetEventId";

    private readonly Dictionary<string, JsonObject> _firsts = [];

    public Examples()
    {
        var seeds = Directory.Exists(Seeds.Folder) ? Seeds.FilesAt(Seeds.Folder).SelectMany(Read) : [];
        foreach (var example in seeds.Concat(MadeUp)) _firsts.TryAdd((string)example["type"]!, example);
    }

    /// <summary>What might have followed on the seeds, in an order in which it can be told.</summary>
    internal static IEnumerable<JsonObject> MadeUp
    {
        get
        {
            using var file = new StreamReader(
                typeof(Examples).Assembly.GetManifestResourceStream(typeof(Examples), "examples.ndjson")!);
            while (file.ReadLine() is { } line) yield return JsonNode.Parse(line)!.AsObject();
        }
    }

    /// <summary>The CloudEvent; null for a kind without an example.</summary>
    public JsonObject? CloudEvent(string cloudEventType) => Find(cloudEventType)?.DeepClone().AsObject();

    /// <summary>The body of the command's route; null for a kind without an example.</summary>
    public JsonObject? Body(ActivityType type)
    {
        var data = Find(type.CloudEventType)?["data"]!.DeepClone().AsObject();
        // The path of its route says it.
        data?.Remove(TargetField);
        return data;
    }

    /// <summary>The entry that a correction's example is about; null for what is none.</summary>
    public string? Target(ActivityType type) => (string?)Find(type.CloudEventType)?["data"]![TargetField];

    /// <summary>The stream that the example is on; null where the entry that it is about says so.</summary>
    public StreamKey? Stream(ActivityType type) =>
        Find(type.CloudEventType)?["subject"] is { } subject ? StreamKey.Parse((string)subject!) : null;

    private JsonObject? Find(string cloudEventType) => _firsts.GetValueOrDefault(cloudEventType);

    private static IEnumerable<JsonObject> Read(string file) =>
        file.EndsWith(".json", StringComparison.Ordinal)
            ? JsonNode.Parse(File.ReadAllText(file))!.AsArray().Select(seed => seed!.AsObject())
            : File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!.AsObject());
}
