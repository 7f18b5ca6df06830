using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>
/// Wakes Marten's daemon after appends, on whichever node it runs: at once after the first, and then at most every few
/// milliseconds. The daemon does much the same for one event as for many, so that it is not called for each
/// transaction, and still less often while recordings queue. Where a call is lost, such as by a crash, the daemon finds
/// the events by itself a little later.
/// </summary>
internal sealed class DaemonBell(NpgsqlDataSource database, DoorLoad load)
{
    /// <summary>The channel on which Marten's daemon listens.</summary>
    private const string Channel = "mt_events_appended";

    private const int Silent = 0, Ringing = 1, RungAgain = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    /// <summary>How long timelines may lag for the sake of a crowd at the door.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private int _state;

    /// <summary>Asks for the daemon, and does not wait for it.</summary>
    public void Ring()
    {
        if (Interlocked.Exchange(ref _state, RungAgain) == Silent) _ = Task.Run(RingAsync);
    }

    private async Task RingAsync()
    {
        do
        {
            Interlocked.Exchange(ref _state, Ringing);
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
            await load.GiveWayAsync(LongestPause, CancellationToken.None);
        }
        while (Interlocked.CompareExchange(ref _state, Silent, Ringing) != Ringing);
    }
}
