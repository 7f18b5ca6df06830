using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Wakes Marten's daemon after appends, on whichever node it runs: at once after the first, and then at most every few
/// milliseconds. The daemon does much the same for one event as for many, so that it is not called for each
/// transaction, and still less often while recordings queue. Where a call is lost, such as by a crash, the daemon finds
/// the events by itself a little later.
/// </summary>
internal sealed class DaemonNotifier(NpgsqlDataSource database, AppendBackpressure backpressure)
{
    /// <summary>The channel on which Marten's daemon listens.</summary>
    internal const string Channel = "mt_events_appended";

    private const int Idle = 0, Notifying = 1, NotifyAgain = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    /// <summary>How long timelines may lag for the sake of a crowd at the door.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private int _state;

    /// <summary>Asks for the daemon, and does not wait for it.</summary>
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
                // The store is away or the program ends: whoever comes back looks for itself.
            }

            await Task.Delay(Pause);
            await backpressure.BackOffAsync(LongestPause, CancellationToken.None);
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Notifying) != Notifying);
    }
}
