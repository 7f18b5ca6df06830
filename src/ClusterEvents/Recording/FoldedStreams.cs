using System.Collections.Immutable;
using BitFaster.Caching.Lru;
using JasperFx.Events;

namespace ClusterEvents.Recording;

/// <summary>
/// Reads the folded streams that decisions need. A fold is kept in memory and trusted only after its version was
/// compared with the store's, so that a cluster's members are not folded again for every recording.
/// </summary>
public sealed class FoldedStreams(LedgerConnections connections, Catalogue catalogue)
{
    /// <summary>
    /// Those used most recently. Most recordings begin a stream, so that old ones leave it all the time.
    /// </summary>
    private readonly ConcurrentLru<StreamKey, FoldedStream> _folded = new(capacity: 20_000);

    public async Task<ImmutableDictionary<StreamKey, FoldedStream>> ReadAsync(
        IReadOnlyCollection<StreamKey> keys, CancellationToken cancel)
    {
        if (keys.Count == 0) return ImmutableDictionary<StreamKey, FoldedStream>.Empty;
        var versions = await VersionsAsync(keys, cancel);
        var current = versions.Select(v => (v.Key, Cached: Remembered(v.Key), v.Value)).ToArray();
        var stale = current.Where(s => s.Cached?.Version != s.Value).Select(s => s.Key).ToArray();
        var found = current.Where(s => s.Cached?.Version == s.Value)
            .ToImmutableDictionary(s => s.Key, s => s.Cached!).ToBuilder();
        if (stale.Length > 0)
        {
            var read = await FoldAsync(stale, null, cancel);
            found.AddRange(read);
            Keep(read);
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// The streams as they are remembered, which another node may have changed since, or else as they are; null where
    /// one of them is not on record that must be.
    /// </summary>
    /// <param name="keys">The streams.</param>
    /// <param name="begun">Those that are about to begin, which are not looked for, or may be, which may be missing.
    /// </param>
    /// <param name="cancel">Ends it.</param>
    public async ValueTask<ImmutableDictionary<StreamKey, FoldedStream>?> RecallAsync(
        IEnumerable<StreamKey> keys, IReadOnlyDictionary<StreamKey, Opening> begun, CancellationToken cancel)
    {
        var found = ImmutableDictionary.CreateBuilder<StreamKey, FoldedStream>();
        var missing = new List<StreamKey>();
        foreach (var key in keys.Distinct())
        {
            if (Remembered(key) is { } stream) found[key] = stream;
            else if (Begins(key) != Opening.Always) missing.Add(key);
        }

        if (missing.Count == 0) return found.ToImmutable();
        var read = await FoldAsync(missing, null, cancel);
        // Whoever has added to one of them meanwhile knows better.
        foreach (var (key, stream) in read) found[key] = _folded.GetOrAdd(key, _ => stream);
        return missing.All(key => read.ContainsKey(key) || Begins(key) == Opening.Maybe) ? found.ToImmutable() : null;

        Opening Begins(StreamKey key) => begun.GetValueOrDefault(key, Opening.Never);
    }

    /// <summary>The streams as they were known at a moment; as they are now where it is null.</summary>
    public async Task<ImmutableDictionary<StreamKey, FoldedStream>> ReadAsync(
        IReadOnlyCollection<StreamKey> keys, KnownAt? known, CancellationToken cancel)
    {
        if (known is null) return await ReadAsync(keys, cancel);
        return (await FoldAsync(keys, known, cancel)).ToImmutableDictionary();
    }

    /// <summary>The events of one stream folded, all or those of a prefix.</summary>
    public FoldedStream Fold(StreamKey key, IEnumerable<IEvent> events) =>
        events.Aggregate(FoldedStream.Absent, (stream, e) => catalogue.Fold(key, stream, e.Id, (Activity)e.Data));

    /// <summary>Remembers streams as they were just committed.</summary>
    public void Keep(IEnumerable<KeyValuePair<StreamKey, FoldedStream>> streams)
    {
        foreach (var (key, stream) in streams) _folded.AddOrUpdate(key, stream);
    }

    /// <summary>A stream as it was last folded; null where it is not remembered.</summary>
    internal FoldedStream? Remembered(StreamKey key) => _folded.TryGet(key, out var stream) ? stream : null;

    /// <summary>Those of the streams that are on record, from their events up to a moment.</summary>
    private async Task<Dictionary<StreamKey, FoldedStream>> FoldAsync(
        IEnumerable<StreamKey> keys, KnownAt? known, CancellationToken cancel)
    {
        await using var query = connections.Source.CreateCommand(
            $"""
            select {StoredStreams.Columns} from clusterevents.mt_events
            where stream_id = any($1) order by seq_id
            """);
        query.Parameters.Add(new() { Value = keys.Select(key => key.ToString()).ToArray() });
        return await StoredStreams.FoldAsync(query, catalogue, known, cancel);
    }

    private async Task<Dictionary<StreamKey, long>> VersionsAsync(IEnumerable<StreamKey> keys, CancellationToken cancel)
    {
        await using var query = connections.Source.CreateCommand(
            "select id, version::bigint from clusterevents.mt_streams where id = any($1)");
        query.Parameters.Add(new() { Value = keys.Select(key => key.ToString()).ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var versions = new Dictionary<StreamKey, long>();
        while (await rows.ReadAsync(cancel)) versions[StreamKey.Parse(rows.GetString(0))] = rows.GetInt64(1);
        return versions;
    }
}
