namespace ClusterEvents.Domain.Decisions;

/// <summary>When and by whom something was recorded in the installation that it was exported from.</summary>
public sealed record OriginalRecording(DateTimeOffset RecordedAt, string RecordedBy);
