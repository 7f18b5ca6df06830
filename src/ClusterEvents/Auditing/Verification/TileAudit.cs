using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>Compares the stored tiles with those computed from the leaves.</summary>
internal sealed class TileAudit(Snapshot snapshot, Findings findings)
{
    private long _expected;

    public async Task CompareAsync(FullTile tile, CancellationToken cancel)
    {
        _expected++;
        await using var query = new NpgsqlCommand(
            $"select hashes from {LogTables.Tiles} where level = $1 and index = $2", snapshot.Connection)
        { Parameters = { new() { Value = (short)tile.Level }, new() { Value = tile.Index } } };
        var name = new Tile(tile.Level, tile.Index, Tile.Full).Path;
        if (await query.ExecuteScalarAsync(cancel) is not byte[] stored)
        {
            findings.Add("tile-missing", name, "The leaves fill it, and it is not there.");
            return;
        }

        var made = StoredTree.Bytes(tile.Hashes);
        if (stored.AsSpan().SequenceEqual(made)) return;
        var first = stored.AsSpan().CommonPrefixLength(made) / TreeHash.Size;
        findings.Add("tile-altered", name, $"From its hash {first} on it is not what the leaves make.");
    }

    /// <summary>Finds stored tiles beyond the leaves.</summary>
    public async Task EndAsync(long size, CancellationToken cancel)
    {
        if (await snapshot.NumberAsync($"select count(*) from {LogTables.Tiles}", cancel) == _expected) return;
        await using var query = new NpgsqlCommand(
            $"select level, index from {LogTables.Tiles} order by 1, 2", snapshot.Connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (level, index) = ((int)rows.GetInt16(0), rows.GetInt64(1));
            if (level > 7 || index < 0 || index >= size >> (8 * (level + 1)))
                findings.Add("tile-superfluous", $"tile of level {level}, index {index}", "No leaves fill it.");
        }
    }
}
