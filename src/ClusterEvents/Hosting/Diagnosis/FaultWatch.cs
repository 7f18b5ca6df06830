using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// Looks for faults of the installation when a node has started, and every five minutes. It logs when each begins and
/// ends.
/// </summary>
internal sealed class FaultWatch(
    IFaultCheck[] checks, NpgsqlDataSource database, TimeProvider time, ILogger<FaultWatch> log) : PeriodicWatch(
    TimeSpan.FromMinutes(5), "The installation could not be looked at, and will be again", time, log)
{
    private List<InstallationFault> _known = [];

    /// <summary>The faults that each check found last.</summary>
    private readonly Dictionary<IFaultCheck, IReadOnlyList<InstallationFault>> _found = [];

    /// <summary>The number of faults at the last look; 0 before the first.</summary>
    public int Found => _known.Count;

    /// <summary>Soon after the start, but not so soon that it delays the first requests.</summary>
    protected override TimeSpan First => TimeSpan.FromSeconds(2);

    public override async Task LookAsync(CancellationToken cancel)
    {
        var found = new List<InstallationFault>();
        foreach (var check in checks)
        {
            try
            {
                _found[check] = await check.FindAsync(database, cancel);
            }
            catch (Exception exception) when (Failures.StoreIsUnusable(exception))
            {
                // Other log lines report the outage; faults known before are kept until the database answers again.
            }

            found.AddRange(_found.GetValueOrDefault(check, []));
        }

        foreach (var fault in found.ExceptBy(_known.Select(fault => fault.About), fault => fault.About))
            Log.LogWarning("{About}: {Fault}", fault.About, fault.Text);
        foreach (var fault in _known.ExceptBy(found.Select(fault => fault.About), fault => fault.About))
            Log.LogInformation("{About}: as it should be again", fault.About);
        _known = found;
    }
}
