using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.Recording.Deadlines;
using Npgsql;
using Wolverine;
using Wolverine.Runtime;

namespace ClusterEvents.Recording.Appending;

/// <summary>
/// Schedules reminders with Wolverine in the transaction of their events: a scheduled message is a row in Wolverine's
/// inbox, written on the same connection, so events and reminders are committed together. Commands run without
/// Wolverine and schedule none; the service checks for missing reminders at its next start.
/// </summary>
public sealed class ReminderScheduler(IWolverineRuntime runtime, TimeProvider time) : IHostedService
{
    private bool _serving;

    /// <summary>Stores reminders in a transaction that the caller commits.</summary>
    /// <returns>
    /// A function to call after the commit, which sends messages that are due now. After a crash, recovery sends them.
    /// </returns>
    public async Task<Func<Task>> KeepAsync(IReadOnlyCollection<Reminder> reminders, NpgsqlTransaction transaction)
    {
        if (!_serving || reminders.Count == 0) return () => Task.CompletedTask;
        var outbox = await MessageOutbox.EnlistAsync(runtime, transaction);
        var now = time.GetUtcNow();
        foreach (var reminder in reminders)
        {
            var at = reminder.At is { } due && due > now ? due : now;
            await outbox.ScheduleAsync(new DirectiveFallsDue(reminder.Stream, reminder.DueOn, at), at);
        }

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
