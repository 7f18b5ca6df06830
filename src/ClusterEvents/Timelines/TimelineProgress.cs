using Npgsql;

namespace ClusterEvents.Timelines;

/// <summary>
/// How far the timelines that are shown have come, heard from the store as it happens, whichever node writes them. It is
/// also where a node takes up its own version of them, as soon as that shows all that the earlier one did.
/// </summary>
public sealed class TimelineProgress(
    NpgsqlDataSource database, TimelineVersion own, ShownTimelines shown, ILogger<TimelineProgress> log) : BackgroundService
{
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _position;
    private TaskCompletionSource _moved = New();

    /// <summary>The position up to which everything is shown, as far as was heard.</summary>
    public long Position
    {
        get { lock (_lock) return _position; }
    }

    /// <summary>Waits until the timelines show more than everything up to a position.</summary>
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

    /// <summary>Waits until the timelines show everything up to a position.</summary>
    /// <returns>Whether they did within the time.</returns>
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning("The store does not tell how far timelines have come: {Reason}", exception.Message);
                await Task.Delay(Reconnect, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        connection.Notification += (_, heard) =>
        {
            if (heard.Channel == shown.Version.Channel) Reached(long.Parse(heard.Payload, null));
        };
        foreach (var version in own.Earlier.Append(own))
            await using (var listen = new NpgsqlCommand($"listen {version.Channel}", connection))
                await listen.ExecuteNonQueryAsync(cancel);
        // Asked after listening began, so that nothing falls between the two.
        await ShowAsync(connection, cancel);
        while (true)
        {
            await connection.WaitAsync(cancel);
            if (shown.IsEarlier) await ShowAsync(connection, cancel);
        }
    }

    /// <summary>Shows the version that is due, and how far it has come.</summary>
    private async Task ShowAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var before = shown.Version;
        await shown.ChooseAsync(cancel);
        if (shown.Version != before)
            log.LogInformation("Timelines are read from {Shard} instead of {Before}", shown.Version.Shard, before.Shard);
        await using var ask = new NpgsqlCommand($"select {shown.Version.Progress}", connection);
        Reached((long)(await ask.ExecuteScalarAsync(cancel))!);
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
