using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>What the service answered about one item that is on record.</summary>
internal sealed record Recorded(
    string ActivityId, string Stream, long Version, long Position, bool Duplicate, string? Receipt);

/// <summary>
/// One event that a recorder sends. Its id is known before it is sent, and nobody else's is the same.
/// </summary>
/// <param name="Id">The id as a CloudEvent, or the Idempotency-Key.</param>
/// <param name="Type">Its type without prefix and version.</param>
/// <param name="Subject">Its stream; null where the service is to choose one.</param>
/// <param name="Data">What it says.</param>
/// <param name="Route">Where it can be sent as a plain command.</param>
internal sealed record Item(string Id, string Type, string? Subject, JsonObject Data, string Route)
{
    public const string Source = "/faults";

    /// <summary>What was acknowledged; null while nothing is.</summary>
    public Recorded? Recorded { get; set; }

    /// <summary>Whether it breaks a rule, so that it must be refused.</summary>
    public bool Wrong { get; init; }

    public JsonObject ToCloudEvent()
    {
        var cloudEvent = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Id,
            ["source"] = Source,
            ["type"] = $"clusterevents.{Type}.v1",
            ["data"] = Data.DeepClone(),
        };
        if (Subject is not null) cloudEvent["subject"] = Subject;
        return cloudEvent;
    }
}
