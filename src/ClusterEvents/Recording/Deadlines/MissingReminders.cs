using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.Recording.Appending;
using Npgsql;

namespace ClusterEvents.Recording.Deadlines;

/// <summary>
/// Schedules the reminders that open directives lack: those recorded by commands, and those that somebody deleted.
/// </summary>
public sealed class MissingReminders(
    EventCatalogue catalogue, DeadlineSettings settings, ReminderScheduler scheduler, NpgsqlDataSource database,
    TimeProvider time)
{
    private readonly ReminderCheck _check = new(catalogue, settings, time);

    public async Task ScheduleAsync(CancellationToken cancel)
    {
        IReadOnlyCollection<Reminder> missing;
        await using (var snapshot = await Snapshot.TakeAsync(database, cancel))
            missing = await _check.MissingAsync(snapshot, cancel);
        if (missing.Count == 0) return;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var remind = await scheduler.KeepAsync(missing, transaction);
        await transaction.CommitAsync(CancellationToken.None);
        await remind();
    }
}
