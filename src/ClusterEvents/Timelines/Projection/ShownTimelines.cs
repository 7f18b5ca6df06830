using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Schema;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Timelines.Projection;

/// <summary>
/// Chooses the timeline version that this node reads: its own once it has caught up with the earlier one, and until
/// then the newest earlier version that it can read. The choice depends on the database only, so a restart finds it
/// again, and positions never go back.
/// </summary>
public sealed class ShownTimelines(TimelineVersion own, NpgsqlDataSource database)
{
    private readonly TimelineVersion _own = own;
    private volatile TimelineVersion? _earlier;

    /// <summary>The version to read now; it may differ for the next statement.</summary>
    public TimelineVersion Version => _earlier ?? _own;

    /// <summary>Whether this node still reads an earlier version.</summary>
    public bool IsEarlier => _earlier is not null;

    /// <summary>The version to read listings from: only this one has them if the earlier one is too old.</summary>
    public TimelineVersion WithListings => Version is { HasListings: true } version ? version : _own;

    /// <summary>Determines which version to read.</summary>
    public async Task ChooseAsync(CancellationToken cancel)
    {
        if (_own.Number == 1) return;
        await using var connection = await database.OpenConnectionAsync(cancel);
        _earlier = await EarlierAsync(_own, connection, cancel);
    }

    /// <summary>The earlier version that readers get instead of a version; null if they get that version.</summary>
    internal static async Task<TimelineVersion?> EarlierAsync(
        TimelineVersion own, NpgsqlConnection connection, CancellationToken cancel)
    {
        var progress = await ProgressAsync(own, connection, cancel);
        foreach (var earlier in own.Earlier)
        {
            if (progress.GetValueOrDefault(own.Shard) >= progress.GetValueOrDefault(earlier.Shard)) continue;
            if (await CanBeReadAsync(earlier, connection, cancel)) return earlier;
        }

        return null;
    }

    /// <summary>
    /// Removes the tables of earlier versions. No node of an earlier version may be running: it would create them
    /// again.
    /// </summary>
    /// <returns>The removed versions; null while the current version has not caught up with them.</returns>
    public async Task<IReadOnlyList<TimelineVersion>?> DropEarlierAsync(CancellationToken cancel)
    {
        await ChooseAsync(cancel);
        if (IsEarlier) return null;
        await using var connection = await database.OpenConnectionAsync(cancel);
        var progress = await ProgressAsync(_own, connection, cancel);
        TimelineVersion[] left = [.. _own.Earlier.Where(earlier => progress.ContainsKey(earlier.Shard))];
        foreach (var earlier in left)
        {
            await using var drop = new NpgsqlCommand(
                $"""
                drop table if exists {earlier.Activities}, {earlier.Rows}, {earlier.Timelines}, {earlier.Listings};
                {ProjectionProgress.Delete(earlier.Shard)}
                """, connection);
            await drop.ExecuteNonQueryAsync(cancel);
        }

        return left;
    }

    private static Task<Dictionary<string, long>> ProgressAsync(
        TimelineVersion own, NpgsqlConnection connection, CancellationToken cancel) => ProjectionProgress.ReadAsync(
        connection, own.Earlier.Append(own).Select(version => version.Shard), cancel);

    /// <summary>Whether the tables of an earlier version have every column that this program reads.</summary>
    private static async Task<bool> CanBeReadAsync(
        TimelineVersion version, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            "select table_name || '.' || column_name from information_schema.columns where table_schema = $1",
            connection);
        query.Parameters.Add(new() { Value = MartenStore.Schema });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var there = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel)) there.Add(rows.GetString(0));
        return version.Tables.OfType<Table>().All(table =>
            table.Columns.All(column => there.Contains($"{table.Identifier.Name}.{column.Name}")));
    }
}
