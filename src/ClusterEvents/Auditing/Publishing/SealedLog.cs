using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Publishing;

/// <summary>The log as outsiders see it: what a signed checkpoint stands for, and nothing beyond.</summary>
public sealed class SealedLog(NpgsqlDataSource database, StoredTree tree)
{
    /// <summary>
    /// Among how many checkpoints the best witnessed is looked for: two minutes of a busy log, so that an old leaf
    /// costs no more than a new one.
    /// </summary>
    private const int Few = 128;

    private const string Note =
        $"""
        c.note || coalesce((select string_agg(s.signature, '' order by s.witness) from {LogTables.Cosignatures} s
          where s.size = c.size), '')
        """;

    /// <summary>
    /// The newest checkpoint, with the signatures of witnesses that have come in; null before the first.
    /// </summary>
    public Task<PublishedCheckpoint?> NewestAsync(CancellationToken cancel) =>
        OneAsync("order by c.size desc, c.signed_at desc limit 1", [], cancel);

    /// <summary>
    /// The checkpoint to hand to somebody who needs this many leaves in it: of the newest that witnesses stand behind,
    /// the one that most do; the newest of all where they stand behind none.
    /// </summary>
    public Task<PublishedCheckpoint?> StandingForAsync(long leaves, CancellationToken cancel) =>
        OneAsync(
            $"""
            join (
              (select size, count(*) as witnesses from {LogTables.Cosignatures} where size >= $1
                group by size order by size desc limit {Few})
              union all
              (select size, 0 from {LogTables.Checkpoints} where size >= $1 order by size desc limit 1)) few
            on few.size = c.size order by few.witnesses desc, c.size desc, c.signed_at desc limit 1
            """, [leaves], cancel);

    /// <summary>The index of the leaf of an activity; null where it has none yet, or is not on record.</summary>
    public async Task<long?> IndexAsync(Guid activityId, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"select index from {LogTables.Leaves} where position = {EventFragments.PositionOf("$1")}");
        query.Parameters.Add(new() { Value = activityId });
        return await query.ExecuteScalarAsync(cancel) as long?;
    }

    /// <summary>The bytes of a tile; null where no checkpoint stands for all of it.</summary>
    public async Task<ReadOnlyMemory<byte>?> TileAsync(Tile tile, CancellationToken cancel) =>
        await StandsForAsync(tile.Level, tile.Index, tile.Width, cancel) ? await tree.ReadAsync(tile, cancel)
            : default(ReadOnlyMemory<byte>?);

    /// <summary>A bundle of entries; null where no checkpoint stands for all of it.</summary>
    public async Task<ReadOnlyMemory<byte>?> EntriesAsync(EntryTile tile, CancellationToken cancel)
    {
        if (!await StandsForAsync(0, tile.Index, tile.Width, cancel)) return null;
        await using var query = database.CreateCommand(
            $"select entry from {LogTables.Leaves} where index >= $1 and index < $2 order by index");
        query.Parameters.Add(new() { Value = tile.Index * Tile.Full });
        query.Parameters.Add(new() { Value = (tile.Index * Tile.Full) + tile.Width });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var bundle = new System.Buffers.ArrayBufferWriter<byte>();
        while (await rows.ReadAsync(cancel)) EntryBundle.Write(bundle, rows.GetFieldValue<byte[]>(0));
        return bundle.WrittenMemory;
    }

    /// <summary>Every key that ever signed, oldest first.</summary>
    public async Task<IReadOnlyList<NoteVerifier>> KeysAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await LogKeys.AllAsync(connection, cancel);
    }

    private async Task<bool> StandsForAsync(int level, long index, int width, CancellationToken cancel)
    {
        var newest = await NewestAsync(cancel);
        // How many hashes the level has at that size; a shift by the level's height, which ends above 2^63 leaves.
        var count = level > 7 ? 0 : (newest?.Size ?? 0) >> (8 * level);
        // By the tile first: far beyond the edge its first hash is more than a number can say.
        return index <= count / Tile.Full && (index * Tile.Full) + width <= count;
    }

    private async Task<PublishedCheckpoint?> OneAsync(string which, object[] values, CancellationToken cancel)
    {
        await using var query = database.CreateCommand($"select c.size, {Note} from {LogTables.Checkpoints} c {which}");
        foreach (var value in values) query.Parameters.Add(new() { Value = value });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? new(rows.GetInt64(0), rows.GetString(1)) : null;
    }
}
