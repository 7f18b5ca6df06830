using BitFaster.Caching.Lru;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// The snapshots of the streams that were used last. Most events start a new stream, so old ones are evicted all
/// the time. Memory is bounded by their entries, of about two kilobytes each, because streams grow.
/// </summary>
internal sealed class SnapshotCache
{
    /// <summary>
    /// So many streams are kept whatever their length: to fold a long one again for each event that is added to it
    /// would cost more than its memory.
    /// </summary>
    public const int LeastStreams = 500;

    private readonly ConcurrentLru<StreamKey, StreamSnapshot> _snapshots;
    private readonly int _mostEntries;
    private long _entries;

    /// <param name="mostStreams">The most streams.</param>
    /// <param name="mostEntries">The most entries of all of them together.</param>
    public SnapshotCache(int mostStreams, int mostEntries)
    {
        _mostEntries = mostEntries;
        _snapshots = new(mostStreams);
        var events = _snapshots.Events.Value!;
        events.ItemRemoved += (_, removed) => Interlocked.Add(ref _entries, -removed.Value!.Entries.Count);
        events.ItemUpdated += (_, updated) => Interlocked.Add(ref _entries, -updated.OldValue!.Entries.Count);
    }

    public int Streams => _snapshots.Count;

    /// <summary>How many entries all streams in it have.</summary>
    public long Entries => Interlocked.Read(ref _entries);

    public StreamSnapshot? Find(StreamKey key) => _snapshots.TryGet(key, out var stream) ? stream : null;

    public void Put(StreamKey key, StreamSnapshot stream)
    {
        Interlocked.Add(ref _entries, stream.Entries.Count);
        _snapshots.AddOrUpdate(key, stream);
        Trim();
    }

    /// <summary>What was there already, or else the given one.</summary>
    public StreamSnapshot FindOrPut(StreamKey key, StreamSnapshot stream)
    {
        var kept = _snapshots.GetOrAdd(key, static (_, added) => added, stream);
        if (!ReferenceEquals(kept, stream)) return kept;
        Interlocked.Add(ref _entries, stream.Entries.Count);
        Trim();
        return kept;
    }

    public void Remove(StreamKey key) => _snapshots.TryRemove(key);

    /// <summary>Evicts a twentieth of what was used longest ago, so that not every addition has to.</summary>
    private void Trim()
    {
        if (Entries <= _mostEntries || _snapshots.Count is var streams && streams <= LeastStreams) return;
        _snapshots.Policy.Eviction.Value!.Trim(Math.Min(Math.Max(1, streams / 20), streams - LeastStreams));
    }
}
