using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// Whether each server from which timeline pages are read answers, and has the record of the primary. If one does not,
/// the primary answers instead, and only the log would tell.
/// </summary>
internal sealed class ReadsCheck(IConfiguration configuration) : IFaultCheck
{
    public string About => "reads";

    public async Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        // What is malformed is told with the settings.
        if (Servers() is not { Count: > 0 } servers) return [];
        ServerIdentity? primary = null;
        if (database is not null)
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            primary = await ServerIdentity.OfAsync(connection, cancel);
        }

        var faults = new List<InstallationFault>();
        foreach (var server in servers)
            if (await FaultOfAsync(server, primary, isOnly: servers.Count == 1, cancel) is { } fault)
                faults.Add(new($"{About} at {server.Host}", $"Of {server.Host} in ConnectionStrings__Reads: {fault}"));
        return faults;
    }

    private static async Task<string?> FaultOfAsync(
        NpgsqlConnectionStringBuilder server, ServerIdentity? primary, bool isOnly, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync(cancel);
            var found = await ServerIdentity.OfAsync(connection, cancel);
            return primary is null ? null
                : found.DifferenceTo(primary) is { } difference ? difference
                : isOnly && !found.Replicates ? "It is the primary itself, which answers pages without this setting. "
                    + "Name a standby, or leave it out."
                : null;
        }
        catch (Exception exception) when (Failures.StoreIsUnusable(exception))
        {
            return $"It cannot be used, and pages are read on the primary: {StoreAdvice.Of(exception).TrimEnd('.')}. "
                + "Check host, port, database and password.";
        }
    }

    /// <summary>The settings of each server alone; null if they are malformed.</summary>
    private List<NpgsqlConnectionStringBuilder>? Servers()
    {
        try
        {
            var all = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(MartenStore.ReadsName));
            return
            [
                .. (all.Host ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(host => Of(all, host)),
            ];
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static NpgsqlConnectionStringBuilder Of(NpgsqlConnectionStringBuilder all, string host)
    {
        var one = new NpgsqlConnectionStringBuilder(all.ConnectionString)
        {
            Host = host.Trim(),
            Pooling = false,
            TargetSessionAttributes = null,
        };
        StoreConnections.LimitWaits(one);
        return one;
    }
}
