using ClusterEvents.EventStore.Daemon;
using Npgsql;

namespace ClusterEvents.EventStore.Integrity.Defences;

/// <summary>
/// Looks at the defences of the store when a node has started, and every hour. It logs what is not as declared, each
/// once, and keeps their number for <c>/health/ready</c>.
/// </summary>
internal sealed class DefenceWatch(
    DefenceSweep sweep, NpgsqlDataSource database, TimeProvider time, ILogger<DefenceWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1), Retry = TimeSpan.FromSeconds(10);

    private HashSet<(string Code, string Where)> _known = [];

    /// <summary>The number of defences that were not as declared at the last look; 0 before the first.</summary>
    public int Weakened { get; private set; }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var breaches = await sweep.FindAsync(connection, cancel);
        Weakened = breaches.Count;
        foreach (var breach in breaches.Where(breach => !_known.Contains((breach.Code, breach.Where))))
            log.LogError("{Code}: {Where}: {Detail}", breach.Code, breach.Where, breach.Detail);
        _known = [.. breaches.Select(breach => (breach.Code, breach.Where))];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Do not delay the start.
        await Task.Yield();
        while (true) await Task.Delay(await TryLookAsync(stoppingToken) ? Interval : Retry, time, stoppingToken);
    }

    private async Task<bool> TryLookAsync(CancellationToken cancel)
    {
        try
        {
            await LookAsync(cancel);
            return true;
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            log.PutOff(exception, "The defences of the store could not be looked at, and will be again");
            return false;
        }
    }
}
