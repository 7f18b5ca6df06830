using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Queries;
using Npgsql;

namespace ClusterEvents.Views.Lists;

/// <summary>Lists cities, clusters and campaigns by name, from the events of their streams.</summary>
public sealed class RegistryQuery(StreamStateCache streams, NpgsqlDataSource database)
{
    /// <summary>Answers a request for a registry at a point in time.</summary>
    public async Task<IResult> AnswerAsync<TActivity, TView>(
        Asked<KnownAtQuery> asked, ActivityType type, Func<TActivity, string> name,
        Func<IReadOnlyList<RegisteredStream<TActivity>>, IEnumerable<TView>> view, CancellationToken cancel)
        where TActivity : Activity =>
        asked.Malformed
            ?? TypedResults.Ok(view(await ListAsync(type, name, asked.Query.KnownAt, cancel)).ToArray());

    /// <summary>The registered streams in Vietnamese collation order: Đ after D, tones in their order.</summary>
    /// <param name="type">The event type of registration.</param>
    /// <param name="name">The name to sort by.</param>
    /// <param name="known">The point in time; null for now.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<IReadOnlyList<RegisteredStream<TActivity>>> ListAsync<TActivity>(
        ActivityType type, Func<TActivity, string> name, KnownAt? known, CancellationToken cancel)
        where TActivity : Activity
    {
        var snapshots = await streams.ReadAsync(await StreamKeyQueries.WithTypesAsync(
            database, type.Shapes.Select(shape => shape.StoredName), cancel), known, cancel);
        RegisteredStream<TActivity>[] list =
            [.. snapshots.Select(Open<TActivity>).OfType<RegisteredStream<TActivity>>()];
        var order = await OrderAsync([.. list.Select(one => name(one.OpenedBy))], cancel);
        return [.. list.OrderBy(one => order[name(one.OpenedBy)]).ThenBy(one => one.Key.Id, StringComparer.Ordinal)];
    }

    /// <summary>One registered stream; null if it does not exist, or its registration was retracted.</summary>
    public async Task<RegisteredStream<TActivity>?> FindAsync<TActivity>(
        StreamKey key, KnownAt? known, CancellationToken cancel) where TActivity : Activity
    {
        var snapshots = await streams.ReadAsync([key], known, cancel);
        return snapshots.TryGetValue(key, out var stream) ? Open<TActivity>(KeyValuePair.Create(key, stream)) : null;
    }

    private static RegisteredStream<TActivity>? Open<TActivity>(KeyValuePair<StreamKey, StreamSnapshot> stream)
        where TActivity : Activity =>
        stream.Value.Current.OfType<TActivity>().FirstOrDefault() is { } opening
            ? new(stream.Key, stream.Value, opening) : null;

    /// <summary>Sorts in PostgreSQL, whose ICU collation is present on every machine.</summary>
    private async Task<ImmutableDictionary<string, int>> OrderAsync(string[] names, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            """select name from (select distinct unnest($1) as name) n order by name collate "vi-x-icu", name""");
        query.Parameters.Add(new() { Value = names });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var order = ImmutableDictionary.CreateBuilder<string, int>();
        while (await rows.ReadAsync(cancel)) order[rows.GetString(0)] = order.Count;
        return order.ToImmutable();
    }
}
