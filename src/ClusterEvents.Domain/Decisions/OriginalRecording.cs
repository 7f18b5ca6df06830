namespace ClusterEvents.Domain.Decisions;

/// <summary>The recording time and recorder in the installation that the event was exported from.</summary>
public sealed record OriginalRecording(DateTimeOffset RecordedAt, string RecordedBy);
