using ClusterEvents.Recording;
using Wolverine;
using Wolverine.Attributes;

namespace ClusterEvents.Directives;

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

    /// <summary>
    /// What is to be recorded of a directive on a day: who let the due day in force go by. A pure function, and the
    /// same on every day after the due day, so that a repetition is known as one.
    /// </summary>
    public static IReadOnlyList<Draft> Overdue(
        StreamKey key, FoldedStream stream, DateOnly today, IEnumerable<string> campaigns)
    {
        if (stream.State is not Directive { DueOn: { } due } directive || due >= today) return [];
        // A due day may be set, moved and set again: each time is a deadline of its own.
        var setBy = stream.Readings.FindLast(
            one => !one.Retracted && one.Activity is DirectiveAmended { NewDueOn: not null });
        var deadline = $"{due:yyyy-MM-dd}{(setBy is null ? "" : $"/{setBy.ActivityId}")}";
        var asOf = due.AddDays(1);
        return [.. directive.Owing.Select(late => new Draft(
            FlagOverdue.Type,
            new DirectiveOverdue(late.City, asOf)
            {
                OccurredOn = asOf,
                Assertion = Assertion.Inferred,
                ClusterId = directive.ClusterId,
                CityIds = [late.City],
                CampaignIds = [.. campaigns],
            },
            $"/deadlines/{key.Id}", $"{late.City}/{deadline}", Recorder.System)
        {
            Stream = key,
        })];
    }
}
