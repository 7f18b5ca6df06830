using System.Text.Json;
using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>Lists what was opened – cities, clusters, campaigns – by name, straight from the events that opened them.</summary>
public sealed class Registers(NpgsqlDataSource database)
{
    /// <summary>The opening events of one kind, sorted as Vietnamese sorts names: Đ after D, tones in their order.</summary>
    public async Task<IReadOnlyList<(StreamKey Stream, TActivity Opening)>> ListAsync<TActivity>(
        ActivityType type, CancellationToken cancel) where TActivity : Activity
    {
        await using var query = database.CreateCommand(
            """
            select stream_id, data::text from clusterevents.mt_events where type = $1
            order by data->>'name' collate "vi-x-icu", stream_id
            """);
        query.Parameters.Add(new() { Value = type.StoredName });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var list = new List<(StreamKey, TActivity)>();
        while (await rows.ReadAsync(cancel))
            list.Add((StreamKey.Parse(rows.GetString(0)),
                JsonSerializer.Deserialize<TActivity>(rows.GetString(1), RecordJson.Options)!));
        return list;
    }
    /// <summary>The event that opened a stream; null where that stream is not on record.</summary>
    public async Task<TActivity?> FindAsync<TActivity>(ActivityType type, StreamKey stream, CancellationToken cancel)
        where TActivity : Activity
    {
        await using var query = database.CreateCommand(
            "select data::text from clusterevents.mt_events where stream_id = $1 and type = $2");
        query.Parameters.Add(new() { Value = stream.ToString() });
        query.Parameters.Add(new() { Value = type.StoredName });
        return await query.ExecuteScalarAsync(cancel) is string json
            ? JsonSerializer.Deserialize<TActivity>(json, RecordJson.Options) : null;
    }
}
