using System.Globalization;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.LocalPostgres;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// The disks that the program writes to, and that of the database if it is on this machine. A full one refuses
/// recordings. The folder for temporary files must be there: large bodies of requests are kept in it while they come.
/// </summary>
/// <param name="configuration">Names the folders.</param>
/// <param name="needed">How much must be left of a disk, in bytes, by its size.</param>
/// <param name="temporary">The folder for temporary files, if it is not that of this process.</param>
internal sealed class DiskCheck(
    IConfiguration configuration, Func<long, long>? needed = null, string? temporary = null) : IFaultCheck
{
    private readonly string _temporary = temporary ?? Path.GetTempPath();

    private const long Gigabyte = 1L << 30;

    /// <summary>The space that must be left: a gigabyte, or a tenth of a small disk.</summary>
    private readonly Func<long, long> _needed = needed ?? (size => Math.Min(Gigabyte, size / 10));

    public string About => "disk";

    public async Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel)
    {
        var folders = new List<string> { new LogKeyFiles(configuration).Folder, _temporary };
        if (LocalPostgresServer.Exists(configuration["data"]))
            folders.Add(configuration["data"] ?? LocalPostgresServer.DefaultDataFolder);
        if (database is not null && await DataFolderAsync(database, cancel) is { } data) folders.Add(data);
        return
        [
            .. TemporaryFaults(),
            .. folders.Select(Path.GetFullPath)
                .Select(folder => (Folder: folder, Disk: new DriveInfo(Standing(folder))))
                .Where(one => one.Disk.AvailableFreeSpace < _needed(one.Disk.TotalSize))
                // Folders of one disk are one fault.
                .GroupBy(one => (one.Disk.TotalSize, one.Disk.AvailableFreeSpace), one => one.Folder)
                .Select(disk => Nearly(disk.Key.AvailableFreeSpace, disk.Key.TotalSize, [.. disk.Distinct().Order()])),
        ];
    }

    private IEnumerable<InstallationFault> TemporaryFaults() => Directory.Exists(_temporary) ? [] :
    [
        new("temporary files", $"The folder for temporary files, {_temporary}, is not there, so that a large file that "
            + "is sent cannot be received: make it, or name another one in TMPDIR."),
    ];

    private static InstallationFault Nearly(long left, long size, string[] folders) => new($"disk of {folders[0]}",
        $"The disk of {string.Join(" and ", folders)} is nearly full, with {Words(left)} left of {Words(size)}: a full "
        + "one refuses recordings. Make room on it, or give it more.");

    private static async Task<string?> DataFolderAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var folder = await StoreFacts.LocalFolderAsync(connection, cancel);
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>The folder, or the nearest above it that there is: a folder that will be made is on its disk.</summary>
    private static string Standing(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above) folder = above;
        return folder;
    }

    /// <summary>A size for people.</summary>
    internal static string Words(long bytes) => bytes >= Gigabyte
        ? string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / Gigabyte:0.0} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MB");
}
