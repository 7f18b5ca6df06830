using ClusterEvents.Auditing.Sealing;
using Npgsql;

namespace ClusterEvents.Auditing.Reports;

/// <summary>
/// The newest report that this node has kept, in a file beside the keys of the log: whoever deletes the newest reports
/// from the database does not reach it.
/// </summary>
internal sealed class RememberedReports(LogKeys keys)
{
    private readonly Lock _lock = new();

    public async Task<string> FileAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        Path.ChangeExtension((await keys.KnownAsync(connection, cancel)).File, ".report");

    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static ReportLink? Read(string file)
    {
        if (!File.Exists(file)) return null;
        return File.ReadAllText(file).Trim().Split(' ') is [var number, var hash]
            && long.TryParse(number, out var value)
            ? new(value, null, hash)
            : throw new InvalidDataException($"{file} must hold the number and the hash of a report.");
    }

    /// <summary>
    /// Remembers a report that was committed. Where the last one is gone from the store, that one stays remembered, so
    /// that its loss is found until somebody removes the file.
    /// </summary>
    public async Task AddAsync(
        NpgsqlConnection connection, ReportLink link, ReportChain before, CancellationToken cancel)
    {
        var file = await FileAsync(connection, cancel);
        lock (_lock)
        {
            if (Read(file) is { } known && (known.Number >= link.Number || !before.Has(known))) return;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file + ".new", $"{link.Number} {link.Hash}\n");
            File.Move(file + ".new", file, overwrite: true);
        }
    }
}
