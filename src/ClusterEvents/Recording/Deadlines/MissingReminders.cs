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
    TimeProvider time, ILogger<MissingReminders> log)
{
    private readonly ReminderCheck _check = new(catalogue, settings, time);

    /// <summary>Schedules those of the directives that changed after a position.</summary>
    /// <param name="after">The position; 0 for all directives.</param>
    /// <param name="settled">A position that nothing earlier can follow any more.</param>
    /// <param name="cancel">Cancels it.</param>
    public async Task ScheduleAsync(long after, long settled, CancellationToken cancel)
    {
        IReadOnlyCollection<Reminder> missing;
        await using (var snapshot = await Snapshot.TakeAsync(database, cancel))
            missing = await _check.MissingAsync(snapshot, after, cancel);
        if (missing.Count > 0) log.LogInformation("{Count} directives get the reminder that they lack", missing.Count);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var remind = await scheduler.KeepAsync(missing, transaction);
        await DeadlineTables.NoteAsync(transaction, settled, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        await remind();
    }
}
