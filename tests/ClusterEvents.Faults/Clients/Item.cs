using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>The acknowledgement of one recorded item.</summary>
internal sealed record Recorded(
    string ActivityId, string Stream, long Version, long Position, bool Duplicate, string? Receipt);

/// <summary>One event that a recorder sends, with a unique id chosen before it is sent.</summary>
/// <param name="Id">The id as a CloudEvent, or the Idempotency-Key.</param>
/// <param name="Type">The event type, without prefix and version.</param>
/// <param name="Subject">The stream; null if the service chooses one.</param>
/// <param name="Data">The data of the event.</param>
/// <param name="Route">The route of its command.</param>
internal sealed record Item(string Id, string Type, string? Subject, JsonObject Data, string Route)
{
    public const string Source = "/faults";

    /// <summary>The acknowledgement; null if there is none yet.</summary>
    public Recorded? Recorded { get; set; }

    /// <summary>Whether it breaks a rule and must be rejected.</summary>
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
