using Npgsql;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>Tracks the progress of a projection or the sealer, on whichever node it runs, by LISTEN/NOTIFY.</summary>
/// <param name="database">The store.</param>
/// <param name="channels">The channels on which positions are notified.</param>
/// <param name="log">Receives connection failures.</param>
public abstract class ProgressListener(NpgsqlDataSource database, IEnumerable<string> channels, ILogger log)
    : BackgroundService
{
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The time without a notification after which the position is queried. A connection can be lost silently, for
    /// example in a firewall, and a listener would never notice.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private long _position;
    private TaskCompletionSource _moved = New();

    /// <summary>The position reached, as far as known.</summary>
    public long Position
    {
        get { lock (_lock) return _position; }
    }

    /// <summary>Waits until a later position is reached.</summary>
    public async Task NextAsync(long after, CancellationToken cancel)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_position > after) return;
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancel);
        }
    }

    /// <summary>Waits until a position is reached.</summary>
    /// <returns>Whether it was reached in time.</returns>
    public async Task<bool> ReachAsync(long position, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            await NextAsync(position - 1, limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The query for the current position; null if none is needed.</summary>
    /// <param name="told">Whether a notification arrived since the last query.</param>
    /// <param name="cancel">Cancels the query.</param>
    protected abstract Task<string?> AskAsync(bool told, CancellationToken cancel);

    /// <summary>Whether notifications on a channel count.</summary>
    protected virtual bool Tells(string channel) => true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception)
                when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.PutOff(
                    exception, $"The store does not tell on {string.Join(", ", channels)} how far it has come");
                await Task.Delay(Reconnect, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        connection.Notification += (_, heard) =>
        {
            if (Tells(heard.Channel)) Reached(long.Parse(heard.Payload, null));
        };
        foreach (var channel in channels)
            await using (var listen = new NpgsqlCommand($"listen {channel}", connection))
                await listen.ExecuteNonQueryAsync(cancel);
        // Query after LISTEN has started, so that no notification is missed.
        for (var told = false; ; told = await connection.WaitAsync(Silence, cancel))
        {
            if (await AskAsync(told, cancel) is { } position)
                await using (var ask = new NpgsqlCommand(position, connection) { CommandTimeout = Silence.Seconds })
                    Reached(await ask.ExecuteScalarAsync(cancel) as long? ?? 0);
        }
    }

    private void Reached(long position)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            if (position <= _position) return;
            _position = position;
            (moved, _moved) = (_moved, New());
        }

        moved.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
