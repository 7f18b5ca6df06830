using ClusterEvents.EventStore.Appending;
using JasperFx.Events.Daemon.HighWater;
using Npgsql;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// Wakes the projection daemon when events were appended, by LISTEN/NOTIFY. Where a connection cannot listen, as on a
/// database in recovery, it is given back and the daemon polls: Marten's own listener keeps it open and opens another
/// at each poll, until the pool has no more and the program recovers no longer.
/// </summary>
internal sealed class DaemonWakeup(NpgsqlDataSource database) : IDaemonWakeup
{
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _end = new();
    private NpgsqlConnection? _listening;

    public async Task WaitAsync(TimeSpan timeout, CancellationToken token)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, _end.Token);
        await _one.WaitAsync(either.Token);
        try
        {
            if (await TryWaitAsync(timeout, either.Token)) return;
        }
        finally
        {
            _one.Release();
        }

        await Task.Delay(timeout, either.Token);
    }

    /// <summary>Ends waits, and closes the connection.</summary>
    public void Dispose()
    {
        _end.Cancel();
        if (!_one.Wait(PatienceAtEnd)) return;
        _listening?.Dispose();
        _listening = null;
        _one.Release();
    }

    /// <returns>Whether it waited; false if nothing can be listened to.</returns>
    private async Task<bool> TryWaitAsync(TimeSpan timeout, CancellationToken cancel)
    {
        try
        {
            _listening ??= await ListenAsync(cancel);
            await _listening.WaitAsync(timeout, cancel);
            return true;
        }
        catch (Exception exception)
        {
            if (_listening is { } lost) await lost.DisposeAsync();
            _listening = null;
            // Others meet the same outage, and tell of it.
            if (exception is NpgsqlException or TimeoutException) return false;
            throw;
        }
    }

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            await using var listen = new NpgsqlCommand($"listen {DaemonNotifier.Channel}", connection);
            await listen.ExecuteNonQueryAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
