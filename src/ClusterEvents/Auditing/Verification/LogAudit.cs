using System.Text.Json;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Recomputes the log from the events: each leaf, the tiles, and the root at every signed checkpoint. Events and
/// leaves are read in parallel, so that memory does not grow with the history.
/// </summary>
internal sealed class LogAudit(
    EventCatalogue catalogue, Findings findings, IReadOnlyList<PublishedCheckpoint> held, Action<double> done)
{
    private const string TargetField = "targetEventId";

    private readonly EventClasses _classes = new(catalogue);
    private readonly CompactRange _edge = new(0);
    private Dictionary<Guid, string> _targets = [];
    private CheckpointAudit? _checkpoints;
    private TileAudit? _tiles;
    private long _lastPosition;

    public long Events { get; private set; }

    public long Leaves { get; private set; }

    public long Unsealed { get; private set; }

    public long Checkpoints => _checkpoints?.Verified ?? 0;

    public TreeHash? Root => _checkpoints?.Newest;

    public async Task RunAsync(Snapshot events, Snapshot leaves, Snapshot others, CancellationToken cancel)
    {
        _tiles = new(others, findings);
        _targets = await StoreIntegrity.TypesOfTargetsAsync(others.Connection, cancel);
        await using var forCheckpoints = SnapshotRows.Open(events, CheckpointAudit.Query, cancel);
        _checkpoints = new(
            await CheckpointAudit.KeysAsync(others, findings, cancel), await forCheckpoints.Result, held, findings);
        await using var leafQuery = new NpgsqlCommand(
            $"select index, position, hash, entry from {LogTables.Leaves} order by index", leaves.Connection)
        { CommandTimeout = 0 };
        await using var eventRows = await RawEventReader.OpenAsync(events.Connection, cancel);
        await using var leafRows = await leafQuery.ExecuteReaderAsync(cancel);
        var (@event, leaf) = (await NextEventAsync(eventRows, cancel), await NextLeafAsync(leafRows, cancel));
        while (leaf is not null)
        {
            // An event before the leaf has no leaf; a leaf before the event has no event.
            while (@event is not null && @event.Recorded.Position < leaf.Position)
            {
                findings.Add("event-not-in-log", Named(@event),
                    "It lies between events that are sealed and has no leaf: it was slipped in "
                    + "after the log had passed.");
                @event = await NextEventAsync(eventRows, cancel);
            }

            if (@event?.Recorded.Position == leaf.Position)
            {
                Compare(leaf, @event);
                @event = await NextEventAsync(eventRows, cancel);
            }
            else
            {
                findings.Add("event-missing", $"leaf {leaf.Index}, position {leaf.Position}",
                    $"The log holds an event that the store has no more: {Shown(leaf.Entry)}");
            }

            await TakeAsync(leaf, cancel);
            leaf = await NextLeafAsync(leafRows, cancel);
        }

        for (; @event is not null; @event = await NextEventAsync(eventRows, cancel))
        {
            Unsealed++;
            EntryOf(@event, Named(@event));
        }

        if (Leaves == 0 && Unsealed > 0 && _checkpoints.IsBegun)
            findings.Add("log-missing", "log",
                "It has a key and not a single leaf: it was emptied, or no service has come to seal what is on record. "
                + "Start one, and verify again with a checkpoint that you have kept.");
        if (Leaves > 0 && _checkpoints.None)
            findings.Add("checkpoint-missing", "log",
                "It has leaves and not a single checkpoint: the first is signed with the first leaf.");
        await _checkpoints.EndAsync(_edge.Size, cancel);
        await _tiles.EndAsync(_edge.Size, cancel);
    }

    private async Task TakeAsync(StoredLeaf leaf, CancellationToken cancel)
    {
        if (leaf.Index != Leaves)
            findings.Add("leaf-missing", $"leaf {Leaves}",
                $"The index goes on with {leaf.Index}: leaves were taken out.");
        if (leaf.Position <= _lastPosition)
            findings.Add("leaf-order", $"leaf {leaf.Index}",
                $"Its position {leaf.Position} does not come after {_lastPosition}: leaves were reordered.");
        var hash = TreeHash.OfLeaf(leaf.Entry);
        if (hash != leaf.Hash)
            findings.Add("leaf-altered", $"leaf {leaf.Index}, position {leaf.Position}",
                "Its bytes and its hash do not belong together.");
        _lastPosition = leaf.Position;
        Leaves++;
        foreach (var tile in _edge.Append(hash)) await _tiles!.CompareAsync(tile, cancel);
        await _checkpoints!.AtAsync(_edge, cancel);
    }

    private void Compare(StoredLeaf leaf, AuditedEvent @event)
    {
        if (@event.Id != Identifiers.ActivityId(@event.Source, @event.SourceId))
            findings.Add("event-altered", Named(@event), "Its id is not the one that its source and its own id make.");
        if (@event.Archived)
            findings.Add("event-altered", Named(@event), "It is archived, and so hidden from readers.");
        if (@event.Elsewhere)
            findings.Add("event-altered", Named(@event),
                "It belongs to another tenant, or has binary data: readers would not see it, or see something else.");
        if (_classes.FaultOf(@event.Recorded.Type, @event.Class) is { } fault)
            findings.Add("event-altered", Named(@event), fault);
        if (UnknownHeader(@event.Headers) is { } unknown)
            findings.Add("event-altered", Named(@event), $"`{unknown}` stands beside it, which no program wrote.");
        var where = $"leaf {leaf.Index}, {Named(@event)}";
        if (EntryOf(@event, where) is { } entry && !entry.AsSpan().SequenceEqual(leaf.Entry))
            findings.Add("event-altered", where, $"{string.Join("; ", JsonDifference.Between(leaf.Entry, entry))}.");
    }

    private static string? UnknownHeader(JsonElement headers) => headers.ValueKind != JsonValueKind.Object ? null
        : headers.EnumerateObject().Select(header => header.Name)
            .FirstOrDefault(name => !EventHeaders.Names.Contains(name));

    /// <summary>The canonical bytes that an event makes; null, with a finding, if it makes none.</summary>
    private byte[]? EntryOf(AuditedEvent @event, string where)
    {
        try
        {
            return Leaf.EntryOf(@event.Recorded, @event.Headers, TypeOfTarget(@event));
        }
        catch (Exception exception)
            when (exception is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            findings.Add("event-altered", where, $"It makes no leaf: {exception.Message}");
            return null;
        }
    }

    /// <summary>For a correction the CloudEvents type of its target.</summary>
    private string? TypeOfTarget(AuditedEvent @event)
    {
        if (!@event.Recorded.Data.Contains(TargetField, StringComparison.Ordinal)) return null;
        using var data = JsonDocument.Parse(@event.Recorded.Data);
        return data.RootElement.TryGetProperty(TargetField, out var target) && target.TryGetGuid(out var id)
            && _targets.TryGetValue(id, out var type) ? StoredShape.CloudEventTypeOf(type) : null;
    }

    private async Task<AuditedEvent?> NextEventAsync(RawEventReader rows, CancellationToken cancel)
    {
        if (!await rows.ReadAsync(cancel)) return null;
        done(++Events);
        var recorded = Read(rows);
        var (headers, source) = (default(JsonElement), (Text: "", Id: ""));
        try
        {
            headers = JsonElement.Parse(recorded.Headers);
            source = (headers.GetProperty(EventHeaders.Source).GetString()!,
                headers.GetProperty(EventHeaders.Id).GetString()!);
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            findings.Add("event-altered", $"position {recorded.Position}",
                $"What stands beside it cannot be read: {exception.Message}");
        }

        return new(recorded, headers, rows.Id, source.Text, source.Id, rows.IsArchived,
            rows.IsElsewhere, rows.ClassName);
    }

    /// <summary>Reads an event; one that cannot be read is reported and ends the comparison.</summary>
    private StoredCloudEvent Read(RawEventReader rows)
    {
        try
        {
            return rows.Recorded();
        }
        catch (Exception exception) when (!Failures.StoreIsAway(exception))
        {
            findings.Add("event-altered", $"position {rows.Position}", $"It cannot be read: {exception.Message}");
            throw;
        }
    }

    private static async Task<StoredLeaf?> NextLeafAsync(NpgsqlDataReader rows, CancellationToken cancel) =>
        !await rows.ReadAsync(cancel) ? null
            : new(rows.GetInt64(0), rows.GetInt64(1), HashOf(rows.GetFieldValue<byte[]>(2)),
                rows.GetFieldValue<byte[]>(3));

    /// <summary>The stored hash; an impossible one if it has the wrong length.</summary>
    private static TreeHash HashOf(byte[] stored) => stored.Length == TreeHash.Size ? new(stored) : default;

    private static string Named(AuditedEvent @event) =>
        $"event {@event.Id}, position {@event.Recorded.Position}, stream {@event.Recorded.Stream}";

    private static string Shown(byte[] entry)
    {
        var text = System.Text.Encoding.UTF8.GetString(entry);
        return text.Length <= 300 ? text : text[..300] + "…";
    }

    private sealed record AuditedEvent(
        StoredCloudEvent Recorded, JsonElement Headers, Guid Id, string Source, string SourceId, bool Archived,
        bool Elsewhere, string Class);

    private sealed record StoredLeaf(long Index, long Position, TreeHash Hash, byte[] Entry);
}
