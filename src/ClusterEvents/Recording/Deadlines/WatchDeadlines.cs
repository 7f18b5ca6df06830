using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using Wolverine;
using Wolverine.Attributes;

namespace ClusterEvents.Recording.Deadlines;

/// <summary>
/// The due day of a directive goes by. Scheduled in the transaction that set the day, for the moment at which the day
/// after it begins; it says when to look, not what will be found.
/// </summary>
/// <param name="Directive">The directive's stream.</param>
/// <param name="DueOn">The due day that was in force when it was scheduled.</param>
[MessageIdentity("directive-falls-due")]
public sealed record DirectiveFallsDue(StreamKey Directive, DateOnly DueOn);

/// <summary>
/// Looks at a directive when its due day has gone by, and records who is overdue. Looking twice, on two nodes or after
/// a crash, records nothing twice: what is recorded is identified by the directive, the due day and the city.
/// </summary>
[WolverineHandler]
public static class WatchDeadlines
{
    /// <summary>How long until the message is looked at again where it could not be decided on.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static async Task<DeliveryMessage<DirectiveFallsDue>?> HandleAsync(
        DirectiveFallsDue message, Deadlines deadlines, TimeProvider time, CancellationToken cancel)
    {
        // The clock of the store, which wakes the message, may be a little ahead of this one.
        var remaining = Clock.Beginning(message.DueOn.AddDays(1)) - time.GetUtcNow();
        if (remaining > TimeSpan.Zero) return message.DelayedFor(remaining + Soon);
        // What an import leaves behind is looked at when it has ended.
        if (await deadlines.AreHeldAsync(cancel)) return null;
        return await deadlines.FlagAsync([message.Directive], cancel) ? null : message.DelayedFor(Soon);
    }
}
