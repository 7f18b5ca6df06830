using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Wakes Marten's projection daemon after appends, on whichever node it runs: immediately after the first append, then
/// at most every few milliseconds, and less often while recordings are queued, because a run of the daemon costs about
/// the same for one event as for many. If a notification is lost, the daemon's own polling finds the events a little
/// later.
/// </summary>
internal sealed class DaemonNotifier(NpgsqlDataSource database, AppendBackpressure backpressure)
{
    /// <summary>The channel of <c>DaemonWakeup</c>, and of Marten's own listener in earlier versions.</summary>
    internal const string Channel = "mt_events_appended";

    private const int Idle = 0, Notifying = 1, NotifyAgain = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    /// <summary>The maximum delay of timelines in favour of queued recordings.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private int _state;

    /// <summary>Requests a notification without waiting for it.</summary>
    public void Notify()
    {
        if (Interlocked.Exchange(ref _state, NotifyAgain) == Idle) _ = Task.Run(NotifyAsync);
    }

    private async Task NotifyAsync()
    {
        do
        {
            Interlocked.Exchange(ref _state, Notifying);
            try
            {
                await using var notify = database.CreateCommand($"notify {Channel}");
                await notify.ExecuteNonQueryAsync();
            }
            catch (Exception exception) when (exception is NpgsqlException or ObjectDisposedException)
            {
                // The database is unavailable or the program stops: the daemon polls when it is back.
            }

            await Task.Delay(Pause);
            await backpressure.BackOffAsync(LongestPause, CancellationToken.None);
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Notifying) != Notifying);
    }
}
