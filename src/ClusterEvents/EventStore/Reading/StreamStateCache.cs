using System.Collections.Immutable;
using BitFaster.Caching.Lru;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using JasperFx.Events;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Reads the folded streams that decisions need. A fold is kept in memory and trusted only after its version was
/// compared with the store's, so that a cluster's members are not folded again for every recording.
/// </summary>
public sealed class StreamStateCache(AppendConnections connections, EventCatalogue catalogue)
{
    /// <summary>
    /// Those used most recently. Most recordings begin a stream, so that old ones leave it all the time.
    /// </summary>
    private readonly ConcurrentLru<StreamKey, StreamSnapshot> _snapshots = new(capacity: 20_000);

    public Task<ImmutableDictionary<StreamKey, StreamSnapshot>> ReadAsync(
        IReadOnlyCollection<StreamKey> keys, CancellationToken cancel) => ReadAsync(keys, null, cancel);

    /// <summary>The streams as they were known at a moment; as they are now where it is null.</summary>
    public async Task<ImmutableDictionary<StreamKey, StreamSnapshot>> ReadAsync(
        IReadOnlyCollection<StreamKey> keys, KnownAt? known, CancellationToken cancel)
    {
        if (keys.Count == 0) return ImmutableDictionary<StreamKey, StreamSnapshot>.Empty;
        var versions = await VersionsAsync(keys, known, cancel);
        var found = ImmutableDictionary.CreateBuilder<StreamKey, StreamSnapshot>();
        var before = new Dictionary<StreamKey, StreamSnapshot>();
        foreach (var (key, (version, newest)) in versions)
        {
            // What a stream was before its newest event is never answered from memory: that could hold what was erased.
            var remembered = version == newest ? Cached(key) : null;
            if (remembered?.Version == version) found[key] = remembered;
            // What another node has added to a long stream is few events, and is all that is read of it.
            else before[key] = remembered?.Version < version ? remembered : StreamSnapshot.Absent;
        }

        if (before.Count == 0) return found.ToImmutable();
        var read = await FoldAsync(before, known, cancel);
        Store(read.Where(stream => stream.Value.Version >= versions[stream.Key].Newest));
        found.AddRange(read);
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
    public async ValueTask<ImmutableDictionary<StreamKey, StreamSnapshot>?> ReadCachedAsync(
        IEnumerable<StreamKey> keys, IReadOnlyDictionary<StreamKey, Opens> begun, CancellationToken cancel)
    {
        var found = ImmutableDictionary.CreateBuilder<StreamKey, StreamSnapshot>();
        var missing = new List<StreamKey>();
        foreach (var key in keys.Distinct())
        {
            if (Cached(key) is { } stream) found[key] = stream;
            else if (Begins(key) != Opens.Always) missing.Add(key);
        }

        if (missing.Count == 0) return found.ToImmutable();
        var read = await FoldAsync(missing.ToDictionary(key => key, _ => StreamSnapshot.Absent), null, cancel);
        // Whoever has added to one of them meanwhile knows better.
        foreach (var (key, stream) in read) found[key] = _snapshots.GetOrAdd(key, _ => stream);
        return missing.All(key => read.ContainsKey(key) || Begins(key) == Opens.Maybe) ? found.ToImmutable() : null;

        Opens Begins(StreamKey key) => begun.GetValueOrDefault(key, Opens.Never);
    }

    /// <summary>The events of one stream folded, all or those of a prefix.</summary>
    public StreamSnapshot Fold(StreamKey key, IEnumerable<IEvent> events) =>
        catalogue.Fold(key, StreamSnapshot.Absent, events.Select(e => (e.Id, (Activity)e.Data)));

    /// <summary>Remembers streams as they were just committed.</summary>
    public void Store(IEnumerable<KeyValuePair<StreamKey, StreamSnapshot>> streams)
    {
        foreach (var (key, stream) in streams) _snapshots.AddOrUpdate(key, stream);
    }

    /// <summary>A stream as it was last folded; null where it is not remembered.</summary>
    internal StreamSnapshot? Cached(StreamKey key) => _snapshots.TryGet(key, out var stream) ? stream : null;

    /// <summary>
    /// Those of the streams that are on record, from how they were folded and their later events up to a moment.
    /// </summary>
    private async Task<Dictionary<StreamKey, StreamSnapshot>> FoldAsync(
        Dictionary<StreamKey, StreamSnapshot> before, KnownAt? known, CancellationToken cancel)
    {
        await using var query = connections.Source.CreateCommand(
            $"""
            select {StreamRows.Columns} from unnest($1, $2) as before (stream, folded)
            join clusterevents.mt_events on stream_id = stream and version > folded
            where seq_id <= $3 order by seq_id
            """);
        query.Parameters.Add(new() { Value = before.Keys.Select(key => key.ToString()).ToArray() });
        query.Parameters.Add(new() { Value = before.Values.Select(stream => stream.Version).ToArray() });
        query.Parameters.Add(new() { Value = known?.Position ?? long.MaxValue });
        var read = await StreamRows.FoldAsync(query, catalogue, before, cancel);
        foreach (var (key, stream) in before.Where(stream => stream.Value.Exists)) read.TryAdd(key, stream);
        return read;
    }

    /// <summary>The version of each stream that is on record, as it was at a moment, and the newest.</summary>
    private async Task<Dictionary<StreamKey, (long Version, long Newest)>> VersionsAsync(
        IEnumerable<StreamKey> keys, KnownAt? known, CancellationToken cancel)
    {
        await using var query = connections.Source.CreateCommand(known is null
            ? "select id, version::bigint, version::bigint from clusterevents.mt_streams where id = any($1)"
            : """
              select s.id, e.version, s.version::bigint from clusterevents.mt_streams s
              cross join lateral (select version from clusterevents.mt_events
                where stream_id = s.id and seq_id <= $2 order by version desc limit 1) e
              where s.id = any($1)
              """);
        query.Parameters.Add(new() { Value = keys.Select(key => key.ToString()).ToArray() });
        if (known is not null) query.Parameters.Add(new() { Value = known.Position });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var versions = new Dictionary<StreamKey, (long, long)>();
        while (await rows.ReadAsync(cancel))
            versions[StreamKey.Parse(rows.GetString(0))] = (rows.GetInt64(1), rows.GetInt64(2));
        return versions;
    }
}
