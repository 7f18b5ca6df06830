using System.Collections.Immutable;
using BitFaster.Caching.Lru;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>
/// Reads the folded streams that decisions need. A fold is kept in memory and trusted only after its version was
/// compared with the store's, so that a cluster's members are not folded again for every recording.
/// </summary>
public sealed class FoldedStreams(IDocumentStore store, NpgsqlDataSource database, Catalogue catalogue)
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
            foreach (var stream in (await EventsAsync(stale, cancel)).GroupBy(e => e.StreamKey!))
                found[StreamKey.Parse(stream.Key)] = Fold(StreamKey.Parse(stream.Key), stream);
            Keep(found.Where(stream => stale.Contains(stream.Key)));
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// The streams as they are remembered, which another node may have changed since; null where one of them is not,
    /// unless it is about to begin.
    /// </summary>
    public ImmutableDictionary<StreamKey, FoldedStream>? Recall(
        IEnumerable<StreamKey> keys, IReadOnlySet<StreamKey>? unless = null)
    {
        var remembered = ImmutableDictionary.CreateBuilder<StreamKey, FoldedStream>();
        foreach (var key in keys)
        {
            if (Remembered(key) is { } stream) remembered[key] = stream;
            else if (unless?.Contains(key) != true) return null;
        }

        return remembered.ToImmutable();
    }

    /// <summary>The streams as they were known at a moment; as they are now where it is null.</summary>
    public async Task<ImmutableDictionary<StreamKey, FoldedStream>> ReadAsync(
        IReadOnlyCollection<StreamKey> keys, KnownAt? known, CancellationToken cancel)
    {
        if (known is null) return await ReadAsync(keys, cancel);
        var events = await EventsAsync(keys, cancel);
        return events.Where(known.Includes).GroupBy(e => StreamKey.Parse(e.StreamKey!))
            .ToImmutableDictionary(stream => stream.Key, stream => Fold(stream.Key, stream));
    }

    /// <summary>The events of one stream folded, all or those of a prefix.</summary>
    public FoldedStream Fold(StreamKey key, IEnumerable<IEvent> events) =>
        events.Aggregate(FoldedStream.Absent, (stream, e) => catalogue.Fold(key, stream, e.Id, (Activity)e.Data));

    /// <summary>Remembers streams as they were just committed.</summary>
    public void Keep(IEnumerable<KeyValuePair<StreamKey, FoldedStream>> streams)
    {
        foreach (var (key, stream) in streams) _folded.AddOrUpdate(key, stream);
    }

    private FoldedStream? Remembered(StreamKey key) => _folded.TryGet(key, out var stream) ? stream : null;

    private async Task<IReadOnlyList<IEvent>> EventsAsync(IEnumerable<StreamKey> keys, CancellationToken cancel)
    {
        var names = keys.Select(key => key.ToString()).ToArray();
        await using var session = store.QuerySession();
        return await session.Events.QueryAllRawEvents().Where(e => e.StreamKey!.IsOneOf(names))
            .OrderBy(e => e.Sequence).ToListAsync(cancel);
    }

    private async Task<Dictionary<StreamKey, long>> VersionsAsync(IEnumerable<StreamKey> keys, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select id, version::bigint from clusterevents.mt_streams where id = any($1)");
        query.Parameters.Add(new() { Value = keys.Select(key => key.ToString()).ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var versions = new Dictionary<StreamKey, long>();
        while (await rows.ReadAsync(cancel)) versions[StreamKey.Parse(rows.GetString(0))] = rows.GetInt64(1);
        return versions;
    }
}
