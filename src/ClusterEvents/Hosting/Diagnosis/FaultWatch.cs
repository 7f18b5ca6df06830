using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// Looks for faults of the installation when a node has started, and every five minutes. It logs when each begins and ends.
/// </summary>
internal sealed class FaultWatch(
    IFaultCheck[] checks, NpgsqlDataSource database, TimeProvider time, ILogger<FaultWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>The time before the first look, which is not to delay the first requests.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    private List<Fault> _known = [];

    /// <summary>The number of faults at the last look; 0 before the first.</summary>
    public int Found => _known.Count;

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        var found = new List<Fault>();
        foreach (var check in checks)
        {
            try
            {
                found.AddRange(await check.FindAsync(database, cancel));
            }
            catch (Exception exception) when (Failures.StoreIsAway(exception))
            {
                // An outage is told by others; what was known before holds until the database can be asked again.
                found.AddRange(_known.Where(fault => fault.About == check.About));
            }
        }

        foreach (var fault in found.ExceptBy(_known.Select(fault => fault.About), fault => fault.About))
            log.LogWarning("{About}: {Fault}", fault.About, fault.Text);
        foreach (var fault in _known.ExceptBy(found.Select(fault => fault.About), fault => fault.About))
            log.LogInformation("{About}: as it should be again", fault.About);
        _known = found;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; ; wait = Interval)
        {
            await Task.Delay(wait, time, stoppingToken);
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception)
                when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The installation could not be looked at, and will be again: {Reason}",
                    Failures.Reason(exception));
            }
        }
    }
}
