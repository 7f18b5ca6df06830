using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Schema;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>The time zone in which days are counted, on this machine and in the database.</summary>
internal sealed class TimeZoneCheck : IFaultCheck
{
    public string About => "time zone";

    /// <exception cref="CannotStartException">This machine does not know it.</exception>
    public static void RequireKnown()
    {
        if (!Clock.IsZoneKnown)
            throw new CannotStartException(
                $"This machine does not know the time zone {Clock.Zone}, in which days are counted: install its time "
                + "zone data (the package `tzdata`).");
    }

    public async Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        var faults = new List<InstallationFault>();
        try
        {
            RequireKnown();
            if (database is null) return faults;
            await using var connection = await database.OpenConnectionAsync(cancel);
            await StoreCheck.RequireTimeZoneAsync(connection, Clock.Zone, cancel);
        }
        catch (CannotStartException exception)
        {
            faults.Add(new(About, exception.Message));
        }

        return faults;
    }
}
