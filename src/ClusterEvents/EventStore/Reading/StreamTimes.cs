using ClusterEvents.Domain.Model;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>When the first and the last event of a stream were recorded.</summary>
internal readonly record struct StreamTimes(DateTimeOffset First, DateTimeOffset Last)
{
    /// <summary>The times of the existing streams, up to a position.</summary>
    public static async Task<Dictionary<StreamKey, StreamTimes>> ReadAsync(
        NpgsqlDataSource database, IReadOnlyCollection<StreamKey> keys, KnownAt known, CancellationToken cancel)
    {
        var times = new Dictionary<StreamKey, StreamTimes>();
        if (keys.Count == 0) return times;
        await using var query = database.CreateCommand(
            """
            select stream_id, min(timestamp), max(timestamp) from clusterevents.mt_events
            where stream_id = any($1) and seq_id <= $2 group by stream_id
            """);
        query.Parameters.Add(new() { Value = keys.Select(key => key.ToString()).ToArray() });
        query.Parameters.Add(new() { Value = known.Position });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            times[StreamKey.Parse(rows.GetString(0))] =
                new(rows.GetFieldValue<DateTimeOffset>(1), rows.GetFieldValue<DateTimeOffset>(2));
        return times;
    }
}
