using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Queries;
using Npgsql;

namespace ClusterEvents.Views.Lists;

/// <summary>Lists what was opened – cities, clusters, campaigns – by name, from the events of their streams.</summary>
public sealed class RegistryQuery(StreamStateCache streams, NpgsqlDataSource database)
{
    /// <summary>Answers a request for a register, at the moment that it asks for.</summary>
    public async Task<IResult> AnswerAsync<TActivity, TView>(
        Asked<KnownAtQuery> asked, ActivityType type, Func<TActivity, string> name,
        Func<IReadOnlyList<RegisteredStream<TActivity>>, IEnumerable<TView>> view, CancellationToken cancel)
        where TActivity : Activity =>
        asked.Malformed
            ?? TypedResults.Ok(view(await ListAsync(type, name, asked.Query.KnownAt, cancel)).ToArray());

    /// <summary>What is registered, sorted as Vietnamese sorts names: Đ after D, tones in their order.</summary>
    /// <param name="type">The kind of event that opens.</param>
    /// <param name="name">The name to sort by.</param>
    /// <param name="known">What was on record up to when; everything where it is null.</param>
    /// <param name="cancel">Ends the work.</param>
    private async Task<IReadOnlyList<RegisteredStream<TActivity>>> ListAsync<TActivity>(
        ActivityType type, Func<TActivity, string> name, KnownAt? known, CancellationToken cancel)
        where TActivity : Activity
    {
        var snapshots = await streams.ReadAsync(await KeysAsync(type, cancel), known, cancel);
        RegisteredStream<TActivity>[] list = [.. snapshots.Select(Open<TActivity>).OfType<RegisteredStream<TActivity>>()];
        var order = await OrderAsync([.. list.Select(one => name(one.OpenedBy))], cancel);
        return [.. list.OrderBy(one => order[name(one.OpenedBy)]).ThenBy(one => one.Key.Id, StringComparer.Ordinal)];
    }

    /// <summary>One registered stream; null where it is not on record, or its opening was retracted.</summary>
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

    private async Task<List<StreamKey>> KeysAsync(ActivityType type, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select stream_id from clusterevents.mt_events where type = any($1)");
        query.Parameters.Add(new() { Value = type.Shapes.Select(shape => shape.StoredName).ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var keys = new List<StreamKey>();
        while (await rows.ReadAsync(cancel)) keys.Add(StreamKey.Parse(rows.GetString(0)));
        return keys;
    }

    /// <summary>The store sorts: its collation is there on every machine, and the program's own may not be.</summary>
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
