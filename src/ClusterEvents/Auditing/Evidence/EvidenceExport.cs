using System.Buffers;
using System.Text.Json;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Evidence;

/// <summary>
/// Writes a folder that an outsider can check without access to the store: the static tile tree, every checkpoint, the
/// keys, and the events with the salts that open their commitments. It ends at the newest checkpoint, so that
/// everything in it is signed. The folder holds names and salts: only its owner may read it. The format is described in
/// the README of Auditing.
/// </summary>
public sealed class EvidenceExport(
    NpgsqlDataSource database, SealedLog log, StoredTree tree, TimeProvider time)
{
    /// <summary>Writes the evidence.</summary>
    /// <exception cref="AuditException">The folder is not empty, or nothing is sealed yet.</exception>
    public async Task<EvidenceManifest> WriteAsync(string folder, Action<double> progress, CancellationToken cancel)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new AuditException($"{folder} is not empty. Name a new folder.");
        var newest = await log.NewestAsync(cancel)
            ?? throw new AuditException("Nothing is sealed yet: run the service first.");
        var checkpoint = SignedNote.TryParse(newest.Note, out var signed)
            && Checkpoint.TryParse(signed.Text, out var read)
            ? read : throw new AuditException("The newest checkpoint cannot be read: verify the store.");
        var evidence = new EvidenceFolder(folder);
        await evidence.WriteAsync("checkpoint", newest.Note, cancel);
        await evidence.WriteAsync(
            "keys", string.Concat((await log.KeysAsync(cancel)).Select(key => key.Key + "\n")), cancel);
        await foreach (var (size, note) in CheckpointsAsync(newest.Size, cancel))
            await evidence.WriteAsync($"checkpoints/{size:D20}", note, cancel);
        foreach (var tile in Tile.Of(newest.Size))
            await evidence.WriteTileAsync(tile.Path, await tree.ReadAsync(tile, cancel), cancel);
        await WriteEventsAsync(evidence, newest.Size, progress, cancel);
        await WriteTimelinesAsync(evidence, newest.Size, cancel);

        var manifest = new EvidenceManifest(
            EvidenceManifest.Version, checkpoint.Origin, checkpoint.Size, checkpoint.Root.ToBase64(),
            time.GetUtcNow().UtcDateTime, await LeavesAsync(newest.Size, cancel), evidence.Files);
        await evidence.WriteAsync("manifest.json", JsonSerializer.Serialize(manifest, RecordJson.Options), cancel);
        return manifest;
    }

    /// <summary>The number of leaves that the store has, at least those of the checkpoint.</summary>
    private async Task<long> LeavesAsync(long size, CancellationToken cancel)
    {
        await using var query = Query($"select greatest($1, max(index) + 1) from {LogTables.Leaves}", size);
        return (long)(await query.ExecuteScalarAsync(cancel))!;
    }

    private async IAsyncEnumerable<(long Size, string Note)> CheckpointsAsync(
        long upTo, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var query = Query(
            $"select distinct on (size) size, note from {LogTables.Checkpoints} "
            + "where size <= $1 order by size, signed_at desc", upTo);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) yield return (rows.GetInt64(0), rows.GetString(1));
    }

    /// <summary>Writes events, openings and entry bundles in one pass and constant memory.</summary>
    private async Task WriteEventsAsync(
        EvidenceFolder evidence, long size, Action<double> progress, CancellationToken cancel)
    {
        await using var query = Query(
            $"""
            select {StoredCloudEvent.Columns}, l.index, l.entry from {LogTables.Leaves} l
            {EventFragments.JoinAt("l.position")} where l.index < $1 order by l.index
            """, size);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        await using var events = evidence.Open("events.ndjson");
        await using var openings = evidence.Open("openings.ndjson");
        var bundle = new ArrayBufferWriter<byte>();
        while (await rows.ReadAsync(cancel))
        {
            var (recorded, index) = (StoredCloudEvent.From(rows), rows.GetInt64(rows.FieldCount - 2));
            events.Write(Line(json => recorded.Write(json)));
            WriteOpening(openings, index, recorded);
            EntryBundle.Write(bundle, rows.GetFieldValue<byte[]>(rows.FieldCount - 1));
            progress((index + 1.0) / size);
            var width = (int)(index % Tile.Full) + 1;
            if (width < Tile.Full && index + 1 < size) continue;
            await evidence.WriteTileAsync(new EntryTile(index / Tile.Full, width).Path, bundle.WrittenMemory, cancel);
            bundle.ResetWrittenCount();
        }
    }

    private static void WriteOpening(Stream openings, long index, StoredCloudEvent recorded)
    {
        using var headers = JsonDocument.Parse(recorded.Headers);
        var (salts, erased) = Openings.Of(headers.RootElement);
        if (salts.Count + erased.Count > 0)
            openings.Write(Line(json =>
                JsonSerializer.Serialize(json, new { index, salts, erased }, RecordJson.Options)));
    }

    private async Task WriteTimelinesAsync(EvidenceFolder evidence, long size, CancellationToken cancel)
    {
        await using var query = Query(
            $"""
            select * from (
              select distinct on (timeline) timeline, position, entries, encode(state, 'hex') from {LogTables.States}
              where position <= (select position from {LogTables.Leaves} where index = $1 - 1)
              order by timeline, position desc) newest
            order by timeline collate "C"
            """, size);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        await using var timelines = evidence.Open("timelines.ndjson");
        while (await rows.ReadAsync(cancel))
        {
            var state = new
            {
                timeline = rows.GetString(0),
                position = rows.GetInt64(1),
                entries = rows.GetInt64(2),
                state = rows.GetString(3),
            };
            timelines.Write(Line(json => JsonSerializer.Serialize(json, state, RecordJson.Options)));
        }
    }

    /// <summary>A query without a timeout: sorting a large history takes a while before the first row.</summary>
    private NpgsqlCommand Query(string sql, long size)
    {
        var query = database.CreateCommand(sql);
        query.CommandTimeout = 0;
        query.Parameters.Add(new() { Value = size });
        return query;
    }

    private static ReadOnlySpan<byte> Line(Action<Utf8JsonWriter> write)
    {
        var line = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(line, JsonWriting.Options)) write(json);
        line.Write("\n"u8);
        return line.WrittenSpan;
    }
}
