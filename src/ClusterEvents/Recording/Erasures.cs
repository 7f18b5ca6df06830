using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>A correction that takes the personal fields of its target out of the store for ever.</summary>
public interface IErasure : ICorrection;

/// <summary>
/// Takes personal values and their salts out of the store, in the transaction of the erasure's own event. What stays is
/// the commitment to both, so that the leaf of the event can still be made, and nobody can open it.
/// </summary>
public static class Erasures
{
    /// <summary>What an erased field reads.</summary>
    public const string Mark = ActivityLeaf.Erased;

    /// <summary>Erases what the events that are, or correct, the target hold of personal fields.</summary>
    internal static async Task EraseAsync(Guid target, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        foreach (var (id, data, headers) in await ReadAsync(target, transaction, cancel))
        {
            var salts = headers[EventHeaders.Salts]!.AsObject();
            var erased = headers[EventHeaders.Erased] as JsonObject ?? [];
            foreach (var (pointer, salt) in salts)
                erased[pointer] = Overwrite(data, pointer, Mark, value =>
                    ActivityLeaf.Commitment(
                        Convert.FromBase64String((string)salt!), JsonSerializer.SerializeToElement(value)));
            headers.Remove(EventHeaders.Salts);
            headers[EventHeaders.Erased] = erased;
            await using var erase = new NpgsqlCommand(
                "select clusterevents.erase_personal_fields($1, $2::jsonb, $3::jsonb)",
                transaction.Connection, transaction)
            {
                Parameters =
                {
                    new() { Value = id }, new() { Value = data.ToJsonString(RecordJson.Options) },
                    new() { Value = headers.ToJsonString(RecordJson.Options) },
                },
            };
            await erase.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Whether there is a value at a place.</summary>
    public static bool Has(JsonObject json, string at) =>
        at.Split('/').Skip(1).Aggregate((JsonNode?)json, Step) is not null;

    /// <summary>Puts a text in the place of a value.</summary>
    public static void Overwrite(JsonObject json, string at, string text) => Overwrite(json, at, text, _ => "");

    private static string Overwrite(JsonObject json, string at, string text, Func<JsonNode?, string> before)
    {
        string[] path = [.. at.Split('/').Skip(1)];
        var owner = path[..^1].Aggregate((JsonNode?)json, Step)!;
        var result = before(Step(owner, path[^1]));
        owner[path[^1]] = text;
        return result;
    }

    private static JsonNode? Step(JsonNode? owner, string step) => owner switch
    {
        JsonArray list => list.ElementAtOrDefault(int.Parse(step, null)),
        JsonObject fields => fields[step],
        _ => null,
    };

    private static async Task<List<(Guid Id, JsonObject Data, JsonObject Headers)>> ReadAsync(
        Guid target, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            select id, data::text, headers::text from clusterevents.mt_events
            where seq_id = any({EntryEvents.Positions("$1")}) and headers ? 'salts'
            """, transaction.Connection, transaction)
        { Parameters = { new() { Value = new[] { target } } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var events = new List<(Guid, JsonObject, JsonObject)>();
        while (await rows.ReadAsync(cancel))
            events.Add((rows.GetGuid(0),
                JsonNode.Parse(rows.GetString(1))!.AsObject(), JsonNode.Parse(rows.GetString(2))!.AsObject()));
        return events;
    }
}
