namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A due day of a stream that has to be looked at once it has gone by.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="DueOn">The due day in force when the reminder was made.</param>
/// <param name="At">When to look: the beginning of the day after it, in Asia/Ho_Chi_Minh.</param>
public sealed record Reminder(StreamKey Stream, DateOnly DueOn, DateTimeOffset At);
