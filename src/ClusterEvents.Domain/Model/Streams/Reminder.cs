namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A due day that has to be checked after it has passed.</summary>
/// <param name="Stream">The stream with the due day.</param>
/// <param name="DueOn">The due day in force when the reminder was made.</param>
/// <param name="At">When to check: the start of the following day in Asia/Ho_Chi_Minh.</param>
public sealed record Reminder(StreamKey Stream, DateOnly DueOn, DateTimeOffset At);
