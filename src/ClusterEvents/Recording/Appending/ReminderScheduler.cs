using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.Recording.Deadlines;
using Npgsql;
using Wolverine;
using Wolverine.Runtime;

namespace ClusterEvents.Recording.Appending;

/// <summary>
/// Hands reminders to Wolverine inside the transaction of the events that ask for them: a scheduled message is a row of
/// its inbox, written on the same connection. So there is neither an event without its reminder nor a reminder of
/// something that was never recorded. A command that works without serving sends none, for nothing of Wolverine runs
/// there; whoever listens to reminders looks for itself at the next start.
/// </summary>
public sealed class ReminderScheduler(IWolverineRuntime runtime) : IHostedService
{
    private bool _serving;

    /// <summary>Keeps reminders in a transaction that the caller commits.</summary>
    /// <returns>
    /// To be awaited after the commit: sends what is for now. A crash in between sends it at recovery.
    /// </returns>
    public async Task<Func<Task>> KeepAsync(IReadOnlyCollection<Reminder> reminders, NpgsqlTransaction transaction)
    {
        if (!_serving || reminders.Count == 0) return () => Task.CompletedTask;
        var outbox = await MessageOutbox.EnlistAsync(runtime, transaction);
        foreach (var reminder in reminders)
            await outbox.ScheduleAsync(new DirectiveFallsDue(reminder.Stream, reminder.DueOn), reminder.At);
        return outbox.FlushOutgoingMessagesAsync;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _serving = true;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _serving = false;
        return Task.CompletedTask;
    }
}
