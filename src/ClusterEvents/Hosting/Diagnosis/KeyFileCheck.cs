using ClusterEvents.Auditing.Sealing;
using ClusterEvents.LocalPostgres;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// Files with secrets that others than their owner may read: keys of the log, and the password of a private store.
/// </summary>
internal sealed class KeyFileCheck(IConfiguration configuration) : IFaultCheck
{
    public string About => "keys";

    public Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<InstallationFault>>([.. Find()]);

    private IEnumerable<InstallationFault> Find()
    {
        var folder = new LogKeyFiles(configuration).Folder;
        string[] files = [];
        InstallationFault? closed = null;
        try
        {
            files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, LogKeyFiles.Pattern).Order()] : [];
        }
        catch (UnauthorizedAccessException)
        {
            closed = new(folder, $"The folder of the log's keys, {folder}, cannot be read by this login: give it to "
                + "the login of the service (chown), or name another one in Log__KeyFolder.");
        }

        if (closed is not null) yield return closed;
        foreach (var file in files.Append(LocalPostgresServer.PasswordFileOf(configuration["data"])))
            if (File.Exists(file) && LogKeyFiles.OpenToOthers(file))
                yield return new(file, $"Others may read {file}, which is a secret: chmod 600 {file}, and if others "
                    + "have accounts on this machine, replace it (`audit rotate` for a key of the log).");
    }
}
