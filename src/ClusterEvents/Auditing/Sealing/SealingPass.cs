using System.Diagnostics;
using System.Text.Json;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording;
using ClusterEvents.TransparencyLog;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Seals one batch of events in one transaction: leaves, the tiles that they fill, the states of the timelines that
/// they affect and, if due, the signed checkpoint. The log's position is its last leaf, so the parts cannot diverge,
/// and a signature is published only after its tree has been committed.
/// </summary>
public sealed class SealingPass(
    NpgsqlDataSource database, AppendConnections connections, EventCatalogue catalogue, LogKeys keys)
{
    /// <summary>The key of the advisory lock held by the active sealer. An arbitrary constant.</summary>
    private const long SealerLock = 0x6365_7365_616c_6572;

    /// <summary>
    /// A clock that was set back, or the clock of a new primary, may be behind the last signature: then sign without
    /// waiting for it to catch up.
    /// </summary>
    private const string SignedJustNow =
        "signed_at > clock_timestamp() - interval '1 second' and signed_at <= clock_timestamp()";

    private const string NewestSignedJustNow =
        $"{SignedJustNow} from {LogTables.Checkpoints} order by size desc, signed_at desc limit 1";

    /// <summary>The longest time without a pass while nothing is recorded.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private static readonly TableCopy<(long Index, Leaf Leaf)> Leaves = new(LogTables.Leaves,
    [
        new StoreColumn<(long Index, Leaf Leaf), long>("index", NpgsqlDbType.Bigint, row => row.Index),
        new StoreColumn<(long Index, Leaf Leaf), long>("position", NpgsqlDbType.Bigint, row => row.Leaf.Position),
        new StoreColumn<(long Index, Leaf Leaf), byte[]>("hash", NpgsqlDbType.Bytea, row => row.Leaf.Hash.ToArray()),
        new StoreColumn<(long Index, Leaf Leaf), byte[]>("entry", NpgsqlDbType.Bytea, row => row.Leaf.Entry),
    ]);

    private readonly SealableEvents _sealable = new();
    private readonly TouchedTimelines _touched = new(catalogue);
    private CompactRange? _edge;
    private long _position;
    private long _readUpTo;

    /// <summary>When a pass was last due, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    private long _lastPass;

    /// <summary>Whether the last batch was full, so that more events were waiting.</summary>
    private bool _behind;

    /// <summary>
    /// Whether a pass is due: a checkpoint may be signed, the newest being at least a second old, and there are events
    /// after those that were read. One statement answers, because it is asked all the time. What else a pass looks
    /// after, such as a new key, is looked at once a second.
    /// </summary>
    public async Task<bool> IsDueAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"select {EventFragments.NewestPosition}, (select {NewestSignedJustNow})");
        await using var rows = await query.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        if (!rows.IsDBNull(1) && rows.GetBoolean(1)) return false;
        if (rows.GetInt64(0) <= Math.Max(_readUpTo, _position) && Stopwatch.GetElapsedTime(_lastPass) < LongestRest)
            return false;
        _lastPass = Stopwatch.GetTimestamp();
        return true;
    }

    private static async Task<bool> IsDueAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"select {NewestSignedJustNow}", connection);
        return await query.ExecuteScalarAsync(cancel) is not true;
    }

    /// <summary>Seals the events that can be sealed now.</summary>
    /// <returns>Whether the batch was full, so that more may be waiting; false if no checkpoint is due yet.</returns>
    public async Task<bool> SealAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = await connections.Source.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if (!await TryLockAsync(connection, cancel)) return false;
            // Another node may have signed just now. A batch is left without a signature only after a full one: an
            // audit relies on that.
            if (!_behind && !await IsDueAsync(connection, cancel)) return false;
            // Without the key this node seals nothing: the node that has it must be able to seal the batch.
            if (await keys.SignerAsync(connection, cancel) is not { } signer) return false;
            var more = await SealAsync(connection, signer, cancel);
            // Do not cancel: a cancelled commit counts as done without the standby, and a failover could lose a
            // published checkpoint.
            await transaction.CommitAsync(CancellationToken.None);
            return _behind = more;
        }
        catch
        {
            // It is unknown what was committed: the next pass reads the store.
            _edge = null;
            _behind = false;
            throw;
        }
    }

    private async Task<bool> SealAsync(NpgsqlConnection connection, NoteSigner signer, CancellationToken cancel)
    {
        var edge = await EdgeAsync(connection, cancel);
        var (events, upTo, more) = await _sealable.ReadAsync(connection, Math.Max(_readUpTo, _position), cancel);
        if (events.Count > 0) await AppendAsync(connection, edge, events, cancel);
        _readUpTo = upTo;
        await SignAsync(connection, edge, signer, cancel);
        return more;
    }

    private async Task AppendAsync(
        NpgsqlConnection connection, CompactRange edge, IReadOnlyList<SealableEvent> events, CancellationToken cancel)
    {
        var first = edge.Size;
        var (leaves, touches) = (new List<Leaf>(events.Count), new List<IReadOnlyList<Touch>>(events.Count));
        foreach (var @event in events)
        {
            // Parsed once, for the leaf and for the affected timelines.
            using var data = JsonDocument.Parse(@event.Recorded.Data);
            leaves.Add(Leaf.Of(@event.Recorded, data.RootElement));
            touches.Add(await _touched.OfAsync(@event, data.RootElement, connection, cancel));
        }

        await Leaves.WriteAsync(connection, leaves.Select((leaf, offset) => (first + offset, leaf)), cancel);
        FullTile[] tiles = [.. leaves.SelectMany(leaf => edge.Append(leaf.Hash))];
        await WriteTilesAsync(connection, tiles, cancel);

        var states = new TimelineStates();
        await states.LoadAsync(touches.SelectMany(touch => touch).Select(touch => touch.Timeline), connection, cancel);
        foreach (var (leaf, touch) in leaves.Zip(touches)) states.Take(leaf, touch);
        await states.WriteAsync(connection, cancel);
        _position = leaves[^1].Position;
        Telemetry.Sealed.Add(leaves.Count);
    }

    /// <summary>The cached edge, or the stored one if another node has sealed in the meantime.</summary>
    private async Task<CompactRange> EdgeAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"select index + 1, position from {LogTables.Leaves} order by index desc limit 1", connection);
        var (size, position) = (0L, 0L);
        await using (var rows = await query.ExecuteReaderAsync(cancel))
            if (await rows.ReadAsync(cancel)) (size, position) = (rows.GetInt64(0), rows.GetInt64(1));
        if (_edge?.Size == size && _position == position) return _edge;
        (_position, _readUpTo) = (position, position);
        return _edge = await StoredTree.EdgeAsync(connection, size, cancel);
    }

    /// <summary>Signs the tree if it has new leaves, at most once a second.</summary>
    private async Task SignAsync(
        NpgsqlConnection connection, CompactRange edge, NoteSigner signer, CancellationToken cancel)
    {
        if (edge.Size == 0) return;
        await using var query = new NpgsqlCommand(
            $"""
            select size, key = $1, {SignedJustNow} from {LogTables.Checkpoints}
            order by size desc, key = $1 desc, signed_at desc limit 1
            """, connection)
        { Parameters = { new() { Value = signer.Verifier.Key } } };
        await using (var rows = await query.ExecuteReaderAsync(cancel))
            if (await rows.ReadAsync(cancel))
            {
                var stands = rows.GetInt64(0) == edge.Size && rows.GetBoolean(1);
                if (stands || rows.GetBoolean(2)) return;
            }

        var checkpoint = new Checkpoint(signer.Name, edge.Size, edge.Root());
        await using var insert = new NpgsqlCommand(
            $"""
            insert into {LogTables.Checkpoints} (size, key, root, note, signed_at)
            values ($1, $2, $3, $4, clock_timestamp())
            """, connection)
        {
            Parameters =
            {
                new() { Value = edge.Size }, new() { Value = signer.Verifier.Key },
                new() { Value = checkpoint.Root.ToArray() },
                new() { Value = $"{checkpoint.Text}\n{signer.Sign(checkpoint.Text)}" },
            },
        };
        await insert.ExecuteNonQueryAsync(cancel);
        // The notification is delivered with the commit and wakes requests that wait for a receipt, on every node.
        await using var notify = new NpgsqlCommand($"notify {LogProgress.Channel}, '{_position}'", connection);
        await notify.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand("select pg_try_advisory_xact_lock($1)", connection)
        { Parameters = { new() { Value = SealerLock } } };
        return (bool)(await ask.ExecuteScalarAsync(cancel))!;
    }

    private static async Task WriteTilesAsync(NpgsqlConnection connection, FullTile[] tiles, CancellationToken cancel)
    {
        if (tiles.Length == 0) return;
        await using var insert = new NpgsqlCommand(
            $"insert into {LogTables.Tiles} (level, index, hashes) select * from unnest($1, $2, $3)", connection)
        {
            Parameters =
            {
                new() { Value = tiles.Select(tile => (short)tile.Level).ToArray() },
                new() { Value = tiles.Select(tile => tile.Index).ToArray() },
                new() { Value = tiles.Select(tile => StoredTree.Bytes(tile.Hashes)).ToArray() },
            },
        };
        await insert.ExecuteNonQueryAsync(cancel);
    }
}
