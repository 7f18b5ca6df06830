using System.Text.Json;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Requests;

/// <summary>One event to record, as the route of its command or a page was asked to.</summary>
/// <param name="Type">The type of event.</param>
/// <param name="Data">Its data, as JSON.</param>
/// <param name="By">Who records.</param>
public sealed record CommandRequest(ActivityType Type, JsonElement Data, Recorder By)
{
    /// <summary>Fields with values from elsewhere, such as the target of a correction.</summary>
    public IReadOnlyList<(string Field, object Value)> Given { get; init; } = [];

    /// <summary>The stream to append to; null for a new one.</summary>
    public StreamKey? Stream { get; init; }

    /// <summary>Whether an address names the stream: an unknown one is then not found.</summary>
    public bool StreamIsInPath { get; init; }

    /// <summary>The expected version of the stream; null if any.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>A repeated key of the same recorder is recorded once; empty for none.</summary>
    public string IdempotencyKey { get; init; } = "";
}
