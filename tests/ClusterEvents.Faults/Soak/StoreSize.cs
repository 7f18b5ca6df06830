using System.Globalization;
using ClusterEvents.Faults.Stands;

namespace ClusterEvents.Faults.Soak;

/// <summary>The size of PostgreSQL at one moment.</summary>
/// <param name="Connections">Connections of clients.</param>
/// <param name="Database">The database on disk, in MB.</param>
/// <param name="Memory">The memory of all its processes that they share with nobody, in MB; 0 but on Linux.</param>
internal readonly record struct StoreSize(long Connections, double Database, double Memory)
{
    private const string Sql =
        """
        select count(*) filter (where backend_type = 'client backend'), pg_database_size(current_database()),
          array_agg(pid)
        from pg_stat_activity
        """;

    public static async Task<StoreSize> ReadAsync(Store store, CancellationToken cancel)
    {
        var (connections, bytes, processes) = await store.QueryAsync(
            Sql, row => (row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<int[]>(2)), cancel);
        return new(connections, bytes / 1_048_576.0, processes.Append(store.ProcessId).Sum(Private));
    }

    private static double Private(int process)
    {
        if (!OperatingSystem.IsLinux()) return 0;
        try
        {
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"))
                .FirstOrDefault(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                CultureInfo.InvariantCulture) / 1_024;
        }
        catch (IOException)
        {
            // It has ended since.
            return 0;
        }
    }
}
