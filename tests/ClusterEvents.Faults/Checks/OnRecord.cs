using System.Globalization;
using System.Text.Json.Nodes;
using ClusterEvents.Faults.Clients;
using Npgsql;

namespace ClusterEvents.Faults.Checks;

/// <summary>One event from the service's replay, with id and version from the database.</summary>
internal sealed record Event(
    string Id, string Source, string Type, string Stream, long Position, JsonObject Data, string ActivityId,
    long Version)
{
    public override string ToString() =>
        $"{Id} of {Source} ({Type}) on {Stream} at {Version}, position {Position}, activity {ActivityId}";
}

/// <summary>All events on record, in order.</summary>
internal static class OnRecord
{
    /// <summary>Reads the replay of the service and compares it with the rows in the database.</summary>
    public static async Task<IReadOnlyList<Event>> ReadAsync(
        Caller caller, string connectionString, Journal journal, CancellationToken cancel)
    {
        var rows = await RowsAsync(connectionString, cancel);
        var answer = await caller.GetAsync(0, "/v1/events", cancel);
        if (!answer.IsOk) throw new InvalidOperationException($"The record cannot be read: {answer}");
        var events = new List<Event>();
        foreach (var line in answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var json = JsonNode.Parse(line)!;
            var position = long.Parse((string)json["sequence"]!, CultureInfo.InvariantCulture);
            var (activityId, version) = rows.GetValueOrDefault(position);
            events.Add(new((string)json["id"]!, (string)json["source"]!, (string)json["type"]!,
                (string)json["subject"]!, position, json["data"]!.AsObject(), activityId, version));
        }

        if (!events.Select(@event => @event.Position).SequenceEqual(rows.Keys.Order()))
            journal.Violation(
                "what is stored is replayed", $"{events.Count} events are replayed, {rows.Count} are stored");
        return events;
    }

    private static async Task<Dictionary<long, (string ActivityId, long Version)>> RowsAsync(
        string connectionString, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancel);
        await using var query = new NpgsqlCommand(
            "select seq_id, id, version from clusterevents.mt_events where type <> 'tombstone'", connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var found = new Dictionary<long, (string, long)>();
        while (await rows.ReadAsync(cancel)) found[rows.GetInt64(0)] = (rows.GetGuid(1).ToString(), rows.GetInt64(2));
        return found;
    }
}
