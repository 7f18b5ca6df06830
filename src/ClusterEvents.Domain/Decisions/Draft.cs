using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// One well-formed recording that was asked for; whether it is recorded is decided with what is known.
/// </summary>
/// <param name="Type">The kind of event.</param>
/// <param name="Activity">What was sent, normalised, with the gaps that the sender left.</param>
/// <param name="Source">With <paramref name="Id"/>, identifies the recording: sent twice, it is recorded once.</param>
/// <param name="Id">The CloudEvent's id.</param>
/// <param name="By">Who records.</param>
public sealed record Draft(ActivityType Type, Activity Activity, string Source, string Id, Recorder By)
{
    /// <summary>The stream that was named; null for a new one.</summary>
    public StreamKey? Stream { get; init; }

    /// <summary>The version that the sender saw of that stream (If-Match).</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>Whether the stream was named in the path, where an unknown one is a 404.</summary>
    public bool StreamIsInPath { get; init; }

    /// <summary>
    /// Whether the sender chose a key for this request alone (Idempotency-Key) rather than a CloudEvent's id.
    /// </summary>
    public bool HasIdempotencyKey { get; init; }

    public string? CorrelationId { get; init; }

    public string? CausationId { get; init; }

    /// <summary>CloudEvents attributes of the sender's own, kept and exported again.</summary>
    public IReadOnlyDictionary<string, object> Extensions { get; init; } = new Dictionary<string, object>();

    /// <summary>When and by whom it was first recorded, when an export is restored with its originals.</summary>
    public OriginalRecording? Original { get; init; }

    public Guid ActivityId { get; } = Identifiers.ActivityId(Source, Id);
}
