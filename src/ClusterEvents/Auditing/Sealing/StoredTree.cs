using BitFaster.Caching.Lru;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>Reads the stored tree: full tiles directly, partial tiles computed from the level below.</summary>
public sealed class StoredTree(NpgsqlDataSource database) : ITileReader
{
    /// <summary>
    /// A cache of recent tiles. Tiles never change, but a partial tile is computed from up to 255 others, and the
    /// receipts of a batch all need the same few. It expires soon, because a failover without a synchronous standby
    /// may lose the latest tiles.
    /// </summary>
    private readonly FastConcurrentTLru<Tile, ReadOnlyMemory<byte>> _remembered = new(512, TimeSpan.FromSeconds(10));

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancel)
    {
        if (_remembered.TryGet(tile, out var remembered)) return remembered;
        await using var connection = await database.OpenConnectionAsync(cancel);
        ReadOnlyMemory<byte> read = Bytes(await HashesAsync(connection, tile, cancel));
        _remembered.AddOrUpdate(tile, read);
        return read;
    }

    /// <summary>The hashes of a tile.</summary>
    /// <exception cref="KeyNotFoundException">The tree is smaller.</exception>
    internal static async Task<IReadOnlyList<TreeHash>> HashesAsync(
        NpgsqlConnection connection, Tile tile, CancellationToken cancel)
    {
        var found = await FullAsync(connection, tile.Level, tile.Index, tile.Index + 1, cancel) is [var full]
            ? full : await PartialAsync(connection, tile.Level, tile.Index * Tile.Full, tile.Width, cancel);
        return found.Count >= tile.Width ? [.. found.Take(tile.Width)]
            : throw new KeyNotFoundException($"The log has no {tile.Path}.");
    }

    /// <summary>The right edge of the tree at the last stored leaf.</summary>
    internal static async Task<CompactRange> EdgeAsync(NpgsqlConnection connection, long size, CancellationToken cancel)
    {
        var levels = new List<IReadOnlyList<TreeHash>>();
        for (var (level, count) = (0, size); count > 0; level++, count /= Tile.Full)
            levels.Add(
                await PartialAsync(connection, level, count / Tile.Full * Tile.Full, (int)(count % Tile.Full), cancel));
        return CompactRange.Of(size, levels);
    }

    /// <summary>Consecutive hashes of a level, computed from leaves or from the full tiles below.</summary>
    private static async Task<IReadOnlyList<TreeHash>> PartialAsync(
        NpgsqlConnection connection, int level, long first, int count, CancellationToken cancel)
    {
        if (level > 0)
            return [.. (await FullAsync(connection, level - 1, first, first + count, cancel))
                .Select(CompactRange.Perfect)];
        await using var query = new NpgsqlCommand(
            $"select hash from {LogTables.Leaves} where index >= $1 and index < $2 order by index", connection)
        { Parameters = { new() { Value = first }, new() { Value = first + count } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var hashes = new List<TreeHash>(count);
        while (await rows.ReadAsync(cancel)) hashes.Add(new(rows.GetFieldValue<byte[]>(0)));
        return hashes;
    }

    private static async Task<IReadOnlyList<IReadOnlyList<TreeHash>>> FullAsync(
        NpgsqlConnection connection, int level, long from, long to, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"select hashes from {LogTables.Tiles} "
            + "where level = $1 and index >= $2 and index < $3 order by index", connection)
        { Parameters = { new() { Value = (short)level }, new() { Value = from }, new() { Value = to } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var tiles = new List<IReadOnlyList<TreeHash>>();
        while (await rows.ReadAsync(cancel)) tiles.Add(Hashes(rows.GetFieldValue<byte[]>(0)));
        return tiles;
    }

    internal static byte[] Bytes(IReadOnlyList<TreeHash> hashes)
    {
        var bytes = new byte[hashes.Count * TreeHash.Size];
        for (var i = 0; i < hashes.Count; i++) hashes[i].CopyTo(bytes.AsSpan(i * TreeHash.Size));
        return bytes;
    }

    internal static TreeHash[] Hashes(byte[] bytes) =>
        [.. Enumerable.Range(0, bytes.Length / TreeHash.Size)
            .Select(i => new TreeHash(bytes.AsSpan(i * TreeHash.Size, TreeHash.Size)))];
}
