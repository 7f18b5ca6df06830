namespace ClusterEvents.Domain.Model.Streams;

/// <summary>Something that has to be checked later, such as a due day after it has passed.</summary>
/// <param name="Stream">The stream with the due day.</param>
/// <param name="DueOn">The due day in force when the reminder was made.</param>
/// <param name="At">When to check: the start of the following day in Asia/Ho_Chi_Minh; null for at once.</param>
public sealed record Reminder(StreamKey Stream, DateOnly DueOn, DateTimeOffset? At);
