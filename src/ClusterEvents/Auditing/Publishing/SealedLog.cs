using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Publishing;

/// <summary>The published part of the log: only what a signed checkpoint includes.</summary>
public sealed class SealedLog(NpgsqlDataSource database, StoredTree tree, WitnessSettings settings)
{
    /// <summary>
    /// The number of newer checkpoints among which the one with most cosignatures is chosen: two minutes of a busy
    /// log. The limit makes an old leaf cost no more than a new one.
    /// </summary>
    private const int Few = 128;

    private const string Note =
        $"""
        c.note || coalesce((select string_agg(s.signature, '' order by s.witness) from {LogTables.Cosignatures} s
          where s.size = c.size and s.witness = any($1)), '')
        """;

    /// <summary>The names of the witnesses: whatever else is stored as a cosignature is not published.</summary>
    private readonly string[] _witnesses = [.. settings.Witnesses.Select(witness => witness.Key.Name)];

    /// <summary>The newest checkpoint with the cosignatures received so far; null before the first.</summary>
    public Task<PublishedCheckpoint?> NewestAsync(CancellationToken cancel) =>
        OneAsync("order by c.size desc, c.signed_at desc limit 1", [], cancel);

    /// <summary>
    /// A checkpoint with at least this many leaves: among recent ones the one with most cosignatures, or the newest if
    /// none has any.
    /// </summary>
    public Task<PublishedCheckpoint?> StandingForAsync(long leaves, CancellationToken cancel) =>
        OneAsync(
            $"""
            join (
              (select size, count(*) as witnesses from {LogTables.Cosignatures} where size >= $2
                and witness = any($1) group by size order by size desc limit {Few})
              union all
              (select size, 0 from {LogTables.Checkpoints} where size >= $2 order by size desc limit 1)) few
            on few.size = c.size order by few.witnesses desc, c.size desc, c.signed_at desc limit 1
            """, [leaves], cancel);

    /// <summary>The leaf index of an activity; null if it has none yet or is not on record.</summary>
    public async Task<long?> IndexAsync(Guid activityId, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"select index from {LogTables.Leaves} where position = {EventFragments.PositionOf("$1")}");
        query.Parameters.Add(new() { Value = activityId });
        return await query.ExecuteScalarAsync(cancel) as long?;
    }

    /// <summary>The bytes of a leaf: its event in canonical JSON; null if there is none with this index.</summary>
    public async Task<byte[]?> LeafAsync(long index, CancellationToken cancel)
    {
        await using var query = database.CreateCommand($"select entry from {LogTables.Leaves} where index = $1");
        query.Parameters.Add(new() { Value = index });
        return await query.ExecuteScalarAsync(cancel) as byte[];
    }

    /// <summary>The bytes of a tile; null if no checkpoint covers all of it.</summary>
    public async Task<ReadOnlyMemory<byte>?> TileAsync(Tile tile, CancellationToken cancel) =>
        await StandsForAsync(tile.Level, tile.Index, tile.Width, cancel) ? await tree.ReadAsync(tile, cancel)
            : default(ReadOnlyMemory<byte>?);

    /// <summary>A bundle of entries; null if no checkpoint covers all of it.</summary>
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

    /// <summary>All keys that ever signed, oldest first.</summary>
    public async Task<IReadOnlyList<NoteVerifier>> KeysAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await LogKeys.AllAsync(connection, cancel);
    }

    private async Task<bool> StandsForAsync(int level, long index, int width, CancellationToken cancel)
    {
        var newest = await NewestAsync(cancel);
        // The number of hashes of the level at that size; the shift would exceed 63 bits above level 7.
        var count = level > 7 ? 0 : (newest?.Size ?? 0) >> (8 * level);
        // Compare tile numbers first: the index of the first hash could overflow.
        return index <= count / Tile.Full && (index * Tile.Full) + width <= count;
    }

    private async Task<PublishedCheckpoint?> OneAsync(string which, object[] values, CancellationToken cancel)
    {
        await using var query = database.CreateCommand($"select c.size, {Note} from {LogTables.Checkpoints} c {which}");
        query.Parameters.Add(new() { Value = _witnesses });
        foreach (var value in values) query.Parameters.Add(new() { Value = value });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? new(rows.GetInt64(0), rows.GetString(1)) : null;
    }
}
