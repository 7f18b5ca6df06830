using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// Looks for one kind of fault of the installation: of its machine, its settings or what it depends on.
/// </summary>
internal interface IFaultCheck
{
    /// <summary>What it checks, as faults name it.</summary>
    string About { get; }

    /// <param name="database">The store; null if it cannot be used, which is reported already.</param>
    /// <param name="cancel">Ends the check.</param>
    Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel);
}
