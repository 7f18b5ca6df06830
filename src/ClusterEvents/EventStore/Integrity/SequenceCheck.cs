using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using Npgsql;

namespace ClusterEvents.EventStore.Integrity;

/// <summary>
/// Checks that the sequence of positions is not ahead of the newest event by more than transactions under way can have
/// taken, and never behind it. Ahead of it, progress could be set ahead as well, and an earlier timeline version be
/// made to answer; behind it, nothing can be recorded.
/// </summary>
internal sealed class SequenceCheck(NpgsqlDataSource database) : IIntegrityCheck
{
    /// <summary>
    /// The most positions that one transaction takes: a full group, whose last request is the largest batch. PostgreSQL
    /// skips up to 32 more after a crash.
    /// </summary>
    private const int TakenAtOnce = 512 + 1_000 + 32;

    public string Name => "sequence";

    public async Task<IReadOnlyList<Breach>> FindAsync(Snapshot snapshot, CancellationToken cancel)
    {
        // Sequences are not part of a snapshot. Outside of one, in this order: whoever took a position before the first
        // statement either still holds the lock of the second, or is visible to the third.
        await using var connection = await database.OpenConnectionAsync(cancel);
        var before = await NewestAsync(connection, cancel);
        var given = await NumberAsync(connection, $"select last_value from {EventTables.Events}_sequence", cancel);
        var takers = await OpenPositions.TakersAsync(connection, cancel);
        var newest = await NewestAsync(connection, cancel);
        if (given < before)
            return [new("sequence-behind", "sequence of positions",
                $"It has given {given}, and there is an event at {before}: what is recorded next is refused, because "
                + "its position is taken. Find out who set it back, and set it to that position.")];
        // One rolled back, and those under way. An empty store has given none, and says 1.
        return given - newest <= TakenAtOnce * (1 + takers.Count) ? []
            : [new("sequence-ahead", "sequence of positions",
                $"It has given {given}, and the newest event has {newest}: more than was ever under way. Find out who "
                + "set it. What is recorded next continues there; the positions between stay empty.")];
    }

    private static Task<long> NewestAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        NumberAsync(connection, $"select coalesce(max(seq_id), 0) from {EventTables.Events}", cancel);

    private static async Task<long> NumberAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(sql, connection);
        return (long)(await query.ExecuteScalarAsync(cancel))!;
    }
}
