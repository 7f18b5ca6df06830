using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>Reads the names of cities, campaigns and clusters.</summary>
public sealed class StreamNames(
    StreamStateCache streams, ShownTimelines shown, NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>
    /// Adds the names at a position of the streams that are not among the names yet; a stream that is not on record
    /// goes by its id.
    /// </summary>
    internal async Task AddAsync(
        Dictionary<StreamKey, string> names, IEnumerable<StreamKey> keys, KnownAt known, CancellationToken cancel)
    {
        StreamKey[] missing = [.. keys.Distinct().Where(key => !names.ContainsKey(key))];
        if (missing.Length == 0) return;
        foreach (var key in missing) names[key] = key.Id;
        foreach (var (key, stream) in await streams.ReadAsync(
            [.. missing.Where(key => key.Kind is StreamKinds.Cluster or StreamKinds.City)], known, cancel))
            if (NameOf(stream) is { } name) names[key] = name;

        StreamKey[] campaigns = [.. missing.Where(key => key.Kind == StreamKinds.Campaign)];
        if (campaigns.Length == 0) return;
        await using var query = database.CreateCommand(
            $"""
            select timeline, title from {shown.Version.Timelines}
            where timeline = any($1) and known_from <= $2 and known_to > $2
            """);
        query.Parameters.Add(new() { Value = campaigns.Select(key => key.ToString()).ToArray() });
        query.Parameters.Add(new() { Value = known.Position });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) names[StreamKey.Parse(rows.GetString(0))] = rows.GetString(1);
    }

    private string? NameOf(StreamSnapshot stream) => stream.State is City city ? city.NameOn(time.Today()).Name
        : stream.Current.OfType<ClusterEstablished>().FirstOrDefault()?.Name;
}
