using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>
/// Determines the position up to which no more events can appear, so that several reads up to there see the same
/// events, now and later.
/// </summary>
internal static class SettledRecord
{
    /// <summary>
    /// The newest position if nothing is being recorded; otherwise the one before the first gap that an open
    /// transaction may still fill.
    /// </summary>
    public static async Task<long> PositionAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var @sealed = await SealedAsync(connection, cancel);
        // In this order: a transaction with a position before the newest is either visible in the second answer or has
        // ended.
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
