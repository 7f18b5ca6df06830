using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.EventStore.Appending;

/// <summary>
/// Removes personal values and their salts from stored events, in the transaction of the erasure event. The
/// commitments stay, so that the leaves can still be computed, and nobody can open them.
/// </summary>
public static class Erasures
{
    /// <summary>Erases the personal fields of the target event and of its corrections.</summary>
    internal static async Task EraseAsync(Guid target, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        foreach (var (id, data, headers) in await ReadAsync(target, transaction, cancel))
        {
            var salts = headers[EventHeaders.Salts]!.AsObject();
            var erased = headers[EventHeaders.Erased] as JsonObject ?? [];
            foreach (var (pointer, salt) in salts)
                erased[pointer] = ActivityLeaf.Commitment(
                    Convert.FromBase64String((string)salt!),
                    JsonSerializer.SerializeToElement(JsonPointers.Replace(data, pointer, PersonalFields.ErasedMark)));
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
