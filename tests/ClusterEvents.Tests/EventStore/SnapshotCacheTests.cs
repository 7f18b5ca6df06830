using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using Xunit;

namespace ClusterEvents.Tests.EventStore;

/// <summary>The snapshots that are kept take a bounded amount of memory, however long the streams are.</summary>
public sealed class SnapshotCacheTests
{
    private const int MostStreams = 2_000, MostEntries = 30_000;

    private readonly SnapshotCache _cache = new(MostStreams, MostEntries);

    [Fact]
    public void Streams_that_grow_are_bounded_by_their_entries()
    {
        for (var number = 0; number < 5_000; number++)
        {
            _cache.Put(Key(number), Of(1));
            _cache.Put(Key(number), Of(20));
        }

        Assert.InRange(_cache.Entries, MostEntries / 2, MostEntries);
        Assert.Equal(_cache.Entries, 20L * _cache.Streams);
        Assert.Null(_cache.Find(Key(0)));
        Assert.NotNull(_cache.Find(Key(4_999)));
    }

    [Fact]
    public void Short_streams_are_bounded_by_their_number()
    {
        for (var number = 0; number < 2 * MostStreams; number++) _cache.FindOrPut(Key(number), Of(1));

        Assert.InRange(_cache.Streams, MostStreams / 2, MostStreams * 5 / 4);
        Assert.Equal(_cache.Entries, _cache.Streams);
    }

    [Fact]
    public void A_few_long_streams_are_kept_beside_each_other()
    {
        var grown = Of(MostEntries);
        foreach (var number in Enumerable.Range(0, 10)) _cache.Put(Key(number), grown);

        Assert.All(Enumerable.Range(0, 10), number => Assert.Same(grown, _cache.Find(Key(number))));
    }

    [Fact]
    public void What_is_kept_already_stays_and_what_is_removed_counts_no_more()
    {
        var first = Of(2);
        _cache.Put(Key(1), first);

        Assert.Same(first, _cache.FindOrPut(Key(1), Of(3)));
        Assert.Equal(2, _cache.Entries);
        _cache.Remove(Key(1));
        Assert.Equal((0, 0), (_cache.Streams, _cache.Entries));
    }

    private static StreamKey Key(int number) => new(StreamKinds.Directive, $"{number}");

    private static StreamSnapshot Of(int entries) =>
        new(entries, null, [.. Enumerable.Repeat<EntryState>(null!, entries)]);
}
