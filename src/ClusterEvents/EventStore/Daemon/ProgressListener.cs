using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// How far something that follows the record has come, heard from the store as it happens, whichever node does it.
/// </summary>
/// <param name="database">The store.</param>
/// <param name="channels">Where positions are told, as they are reached.</param>
/// <param name="log">Hears when the store does not tell.</param>
public abstract class ProgressListener(NpgsqlDataSource database, IEnumerable<string> channels, ILogger log)
    : BackgroundService
{
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long nothing may be told before it is asked for. A connection can be lost without a word, such as by a
    /// firewall that forgets it overnight, and whoever only listens on it would never learn of that.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private long _position;
    private TaskCompletionSource _moved = New();

    /// <summary>The position up to which everything is done, as far as was heard.</summary>
    public long Position
    {
        get { lock (_lock) return _position; }
    }

    /// <summary>Waits until more is done than everything up to a position.</summary>
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

    /// <summary>Waits until everything up to a position is done.</summary>
    /// <returns>Whether it was within the time.</returns>
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

    /// <summary>The query for the position by now; null where nothing more is to be asked.</summary>
    /// <param name="told">Whether something was told since it was asked before.</param>
    /// <param name="cancel">Ends the work.</param>
    protected abstract Task<string?> AskAsync(bool told, CancellationToken cancel);

    /// <summary>Whether what a channel tells is meant.</summary>
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
                log.LogWarning(
                    "The store does not tell on {Channels} how far it has come: {Reason}", channels,
                    Failures.Reason(exception));
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
        // Asked after listening began, so that nothing falls between the two.
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
