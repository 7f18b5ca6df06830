using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Views.Lists;

/// <summary>
/// Reads the streams of a kind in list order, on demand: the cost of a page depends on the streams that it shows and
/// skips, not on all streams.
/// </summary>
public sealed class StreamList(StreamStateCache streams, IStreamIndex index, NpgsqlDataSource database)
{
    /// <summary>The streams after a key, at the requested point in time.</summary>
    public async IAsyncEnumerable<Listed<TState>> ReadAsync<TState>(
        ListOf<TState> list, PageRequest page, [EnumeratorCancellation] CancellationToken cancel)
        where TState : class, IStreamState<TState>
    {
        // Streams that are not indexed (changed since) or have no indexed day (undated) are few and are loaded at
        // once; the view may find another day for them.
        var (position, shownUpTo) = await index.PositionAsync(page.KnownAt, cancel);
        var apart = (await StreamKeyQueries.ChangedAsync(database, TState.Kind, shownUpTo, cancel)).ToHashSet();
        var only = list.Only is null ? null : await index.AllAsync(list.Only, position, cancel);
        apart.UnionWith(only ?? await index.UndatedAsync(list.OpenedBy, position, cancel));
        var waiting = await FoldAsync(list, page, apart, cancel);
        var day = only is not null ? null : page.After is { } after ? after.Day : DateOnly.MaxValue;
        while (day is { } from
            && await index.OnOrBeforeAsync(list.OpenedBy, from, position, cancel) is { Count: > 0 } opened)
        {
            var last = opened[^1].Day;
            waiting.AddRange(
                await FoldAsync(list, page, opened.Select(one => one.Stream).Distinct().Except(apart), cancel));
            waiting.Sort((one, other) => PageKey.Order.Compare(one.Key, other.Key));
            var ready = waiting.FindLastIndex(one => one.Key.Day >= last) + 1;
            foreach (var one in waiting[..ready]) yield return one;
            waiting.RemoveRange(0, ready);
            day = last > DateOnly.MinValue ? last.AddDays(-1) : null;
        }

        foreach (var one in waiting.OrderBy(one => one.Key, PageKey.Order)) yield return one;
    }

    private async Task<List<Listed<TState>>> FoldAsync<TState>(
        ListOf<TState> list, PageRequest page, IEnumerable<StreamKey> keys, CancellationToken cancel)
        where TState : class, IStreamState<TState> =>
        [.. (await streams.ReadAsync([.. keys], page.KnownAt, cancel))
            .Where(stream => stream.Value.State is TState)
            .Select(stream => (stream.Key, State: (TState)stream.Value.State!))
            .Select(stream => new Listed<TState>(new(list.Day(stream.State), stream.Key.Id), stream.Key, stream.State))
            .Where(one => page.After is not { } after || PageKey.Order.Compare(one.Key, after) > 0)];
}
