using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterEvents.Verifier.Folder;

namespace ClusterEvents.Verifier;

/// <summary>
/// What the tool reads and writes as JSON objects of its own. The code is generated, because that of a trimmed program
/// cannot be looked up while it runs.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(WrittenReport))]
internal sealed partial class ToolJson : JsonSerializerContext;

/// <summary>The report as JSON.</summary>
internal sealed record WrittenReport(
    bool Clean, long FindingCount, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Notes)
{
    private static readonly ToolJson Readable = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public override string ToString() => JsonSerializer.Serialize(this, Readable.WrittenReport);
}
