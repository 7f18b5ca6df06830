using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using JasperFx.Events;

namespace ClusterEvents.EventStore.Reading;

/// <summary>
/// Loads stream snapshots for decisions. Snapshots are cached and used only after their version was compared with the
/// database, so that a cluster's members are not folded again for every recording.
/// </summary>
public sealed class StreamStateCache(AppendConnections connections, EventCatalogue catalogue)
{
    private readonly SnapshotCache _snapshots = new(mostStreams: 20_000, mostEntries: 30_000);

    public Task<ImmutableDictionary<StreamKey, StreamSnapshot>> ReadAsync(
        IReadOnlyCollection<StreamKey> keys, CancellationToken cancel) => ReadAsync(keys, null, cancel);

    /// <summary>The streams at a point in time; the current ones if it is null.</summary>
    public async Task<ImmutableDictionary<StreamKey, StreamSnapshot>> ReadAsync(
        IReadOnlyCollection<StreamKey> keys, KnownAt? known, CancellationToken cancel)
    {
        if (keys.Count == 0) return ImmutableDictionary<StreamKey, StreamSnapshot>.Empty;
        var versions = await VersionsAsync(keys, known, cancel);
        var found = ImmutableDictionary.CreateBuilder<StreamKey, StreamSnapshot>();
        var before = new Dictionary<StreamKey, StreamSnapshot>();
        foreach (var (key, (version, newest)) in versions)
        {
            // An earlier version is never taken from the cache, which could contain values erased since.
            var remembered = version == newest ? Cached(key) : null;
            if (remembered?.Version == version) found[key] = remembered;
            // If another node has appended to a stream, only the new events are read.
            else before[key] = remembered?.Version < version ? remembered : StreamSnapshot.Absent;
        }

        if (before.Count == 0) return found.ToImmutable();
        var read = await FoldAsync(before, known, cancel);
        Store(read.Where(stream => stream.Value.Version >= versions[stream.Key].Newest));
        found.AddRange(read);
        return found.ToImmutable();
    }

    /// <summary>
    /// The cached streams, which another node may have changed since, or else the stored ones; null if a required
    /// stream does not exist.
    /// </summary>
    /// <param name="keys">The streams.</param>
    /// <param name="begun">Streams that are about to start (not looked up), or may start (may be missing).</param>
    /// <param name="cancel">Cancels the queries.</param>
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
        // A snapshot added to the cache in the meantime is newer.
        foreach (var (key, stream) in read) found[key] = _snapshots.FindOrPut(key, stream);
        return missing.All(key => read.ContainsKey(key) || Begins(key) == Opens.Maybe) ? found.ToImmutable() : null;

        Opens Begins(StreamKey key) => begun.GetValueOrDefault(key, Opens.Never);
    }

    /// <summary>Folds events of one stream, all or a prefix.</summary>
    public StreamSnapshot Fold(StreamKey key, IEnumerable<IEvent> events) =>
        catalogue.Fold(key, StreamSnapshot.Absent, events.Select(e => (e.Id, (Activity)e.Data)));

    /// <summary>Caches streams as committed.</summary>
    public void Store(IEnumerable<KeyValuePair<StreamKey, StreamSnapshot>> streams)
    {
        foreach (var (key, stream) in streams) _snapshots.Put(key, stream);
    }

    /// <summary>Removes a stream from the cache.</summary>
    public void Forget(StreamKey key) => _snapshots.Remove(key);

    /// <summary>The cached snapshot of a stream; null if it is not cached.</summary>
    internal StreamSnapshot? Cached(StreamKey key) => _snapshots.Find(key);

    /// <summary>
    /// The existing streams, folded from their cached snapshots and later events up to a point in time.
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
        var later = await StreamRows.ReadAsync(query, catalogue, cancel);
        var read = later.ToDictionary(
            stream => stream.Key, stream => catalogue.Fold(stream.Key, before[stream.Key], stream.Value));
        // The cached snapshot of a stream still has what was erased since: read all of its events again.
        var erased = later.Where(stream => before[stream.Key].Exists
                && stream.Value.Exists(one => one.Activity is IErasure))
            .ToDictionary(stream => stream.Key, _ => StreamSnapshot.Absent);
        if (erased.Count > 0)
            foreach (var (key, stream) in await FoldAsync(erased, known, cancel)) read[key] = stream;
        foreach (var (key, stream) in before.Where(stream => stream.Value.Exists)) read.TryAdd(key, stream);
        return read;
    }

    /// <summary>The version of each existing stream at a point in time, and its newest version.</summary>
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
