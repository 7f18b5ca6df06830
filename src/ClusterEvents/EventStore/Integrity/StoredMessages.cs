using System.Runtime.CompilerServices;
using Npgsql;
using Wolverine.Runtime.Serialization;

namespace ClusterEvents.EventStore.Integrity;

/// <summary>A message that waits, is scheduled, or was given up.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsGivenUp">Whether it is a dead letter.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="Data">Its content; empty if it cannot be read.</param>
/// <param name="ExecuteAt">When it is to be handled; null for at once.</param>
/// <param name="SentAt">When it was sent, as a dead letter says it.</param>
/// <param name="Failure">Why it was given up.</param>
internal sealed record StoredMessage(
    Guid Id, bool IsGivenUp, string Type, byte[] Data, DateTimeOffset? ExecuteAt, DateTimeOffset? SentAt,
    string? Failure);

/// <summary>Reads Wolverine's tables of messages in a snapshot.</summary>
internal static class StoredMessages
{
    private const string Waiting = "wolverine.wolverine_incoming_envelopes";

    /// <summary>The messages of some types; none if no service has made the tables yet.</summary>
    public static async IAsyncEnumerable<StoredMessage> OfTypesAsync(
        Snapshot snapshot, IEnumerable<string> types, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!await snapshot.HasAsync(Waiting, cancel)) yield break;
        await using var query = new NpgsqlCommand(
            """
            select id, false, message_type, body, execution_time, null::timestamptz, null::text
              from wolverine.wolverine_incoming_envelopes where message_type = any($1) and status <> 'Handled'
            union all
            select id, false, message_type, body, null, null, null from wolverine.wolverine_outgoing_envelopes
              where message_type = any($1)
            union all
            select id, true, message_type, body, null, sent_at, exception_message from wolverine.wolverine_dead_letters
              where message_type = any($1)
            """, snapshot.Connection)
        { CommandTimeout = 0, Parameters = { new() { Value = types.ToArray() } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return new(
                rows.GetGuid(0), rows.GetBoolean(1), rows.GetString(2), Content(rows.GetFieldValue<byte[]>(3)),
                Instant(rows, 4), Instant(rows, 5), rows.IsDBNull(6) ? null : rows.GetString(6));
    }

    private static byte[] Content(byte[] body)
    {
        try
        {
            return EnvelopeSerializer.Deserialize(body).Data ?? [];
        }
        catch (Exception)
        {
            // Whatever was written there: it is not a message.
            return [];
        }
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
