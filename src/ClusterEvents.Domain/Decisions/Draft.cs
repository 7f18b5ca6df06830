using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Decisions;

/// <summary>A well-formed request to record one event, before the decision.</summary>
/// <param name="Type">The type of event.</param>
/// <param name="Activity">The normalised activity, without the fields that are resolved by the decision.</param>
/// <param name="Source">Identifies the recording together with <paramref name="Id"/>; a repeated pair is recorded
/// once.</param>
/// <param name="Id">The CloudEvents id.</param>
/// <param name="By">Who records.</param>
public sealed record Draft(ActivityType Type, Activity Activity, string Source, string Id, Recorder By)
{
    /// <summary>The stream that the request names; null for a new stream.</summary>
    public StreamKey? Stream { get; init; }

    /// <summary>The entry that the target of a correction is about, if it is a correction itself.</summary>
    public Guid? EntryOfTarget { get; init; }

    /// <summary>The versions of which that stream must have one (If-Match); null if any.</summary>
    public IReadOnlyList<long>? ExpectedVersions { get; init; }

    /// <summary>Whether the path names the stream; an unknown one is then answered with 404.</summary>
    public bool StreamIsInPath { get; init; }

    /// <summary>Whether <see cref="Id"/> comes from an Idempotency-Key rather than from a CloudEvent.</summary>
    public bool HasIdempotencyKey { get; init; }

    public string? CorrelationId { get; init; }

    public string? CausationId { get; init; }

    /// <summary>CloudEvents extension attributes of the sender; stored and exported.</summary>
    public IReadOnlyDictionary<string, object> Extensions { get; init; } = new Dictionary<string, object>();

    /// <summary>
    /// The language in which to name the entries for which the draft is rejected because they may be the same fact;
    /// null if it is recorded beside them.
    /// </summary>
    public Language? RejectIfSimilar { get; init; }

    /// <summary>The original recording time and recorder, when an export is restored with them.</summary>
    public OriginalRecording? Original { get; init; }

    public Guid ActivityId { get; } = Identifiers.ActivityId(Source, Id);
}
