using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Recording.Appending;

/// <summary>What would become of a request, with nothing recorded.</summary>
/// <param name="Accepted">The events that would be recorded; none if the request is refused, or on record
/// already.</param>
/// <param name="Results">The result of each draft.</param>
/// <param name="Streams">The streams as they would be.</param>
public sealed record TriedRecording(
    IReadOnlyList<AcceptedEvent> Accepted, IReadOnlyList<RecordingResult> Results,
    IReadOnlyDictionary<StreamKey, StreamSnapshot> Streams);
