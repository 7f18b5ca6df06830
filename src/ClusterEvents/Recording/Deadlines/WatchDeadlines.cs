using ClusterEvents.Domain.Model;
using Wolverine;
using Wolverine.Attributes;

namespace ClusterEvents.Recording.Deadlines;

/// <summary>
/// A scheduled message: the due day of a directive has passed, or one of its overdue flags does not hold any more. It
/// is scheduled in the transaction that set the due day or contradicted the flag.
/// </summary>
/// <param name="Directive">The directive's stream.</param>
/// <param name="DueOn">The due day in force when the message was scheduled.</param>
/// <param name="At">When to look; null for the start of the day after the due day.</param>
[MessageIdentity("directive-falls-due")]
public sealed record DirectiveFallsDue(StreamKey Directive, DateOnly DueOn, DateTimeOffset? At = null);

/// <summary>
/// Reviews a directive: records who is overdue, and takes back what does not hold. It is idempotent, also across nodes
/// and crashes: the event id is derived from directive, due day and city.
/// </summary>
[WolverineHandler]
public static class WatchDeadlines
{
    /// <summary>The delay before a message that could not be handled is retried.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static async Task<DeliveryMessage<DirectiveFallsDue>?> HandleAsync(
        DirectiveFallsDue message, Deadlines deadlines, TimeProvider time, CancellationToken cancel)
    {
        // The database's clock, which triggers the message, may be slightly ahead of this one.
        var remaining = (message.At ?? Clock.Beginning(message.DueOn.AddDays(1))) - time.GetUtcNow();
        if (remaining > TimeSpan.Zero) return message.DelayedFor(remaining + Soon);
        // The end of the import triggers a sweep.
        if (await deadlines.AreHeldAsync(cancel)) return null;
        return await deadlines.ReviewAsync([message.Directive], cancel) is { } again
            ? message.DelayedFor(again + Soon) : null;
    }
}
