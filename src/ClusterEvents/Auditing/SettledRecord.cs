using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>
/// Tells up to which position nothing can appear any more, so that several readings up to there see the same record,
/// and a later one sees it too.
/// </summary>
internal static class SettledRecord
{
    /// <summary>
    /// The newest position while nobody is recording; otherwise the one before the first, after the last leaf, that a
    /// transaction under way may still fill.
    /// </summary>
    public static async Task<long> PositionAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var @sealed = await SealedAsync(connection, cancel);
        // In this order: whoever took a position before the newest shows in the second answer, or has ended by then.
        var (newest, withoutGap) = await OpenPositions.SeenAsync(connection, @sealed, cancel);
        var takers = await OpenPositions.TakersAsync(connection, cancel);
        return takers.Count == 0 ? newest : withoutGap;
    }

    /// <summary>The position of the last leaf: nothing can appear before it any more.</summary>
    private static async Task<long> SealedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"select coalesce(max(position), 0) from {LogTables.Leaves}", connection);
        return (long)(await query.ExecuteScalarAsync(cancel))!;
    }
}
