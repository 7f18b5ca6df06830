using Marten;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Webhooks;

/// <summary>Writes and reads what was to be sent, and the attempts at it.</summary>
public sealed class DeliveryLedger(NpgsqlDataSource database)
{
    /// <summary>The name of the broker among the targets, which have addresses.</summary>
    public const string Broker = "broker";

    /// <summary>
    /// What was told of the events between two positions. Normally nothing: whoever sets the progress of the
    /// subscription back must not make it tell everything again.
    /// </summary>
    public async Task<HashSet<(long Position, string Target)>> ToldAsync(long from, long to, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"select position, target from {DeliveryTables.Told} where position between $1 and $2");
        query.Parameters.Add(new() { Value = from });
        query.Parameters.Add(new() { Value = to });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var told = new HashSet<(long, string)>();
        while (await rows.ReadAsync(cancel)) told.Add((rows.GetInt64(0), rows.GetString(1)));
        return told;
    }

    /// <summary>Notes what is told, in the transaction of the messages.</summary>
    public static void Note(IDocumentOperations operations, IReadOnlyCollection<(long Position, string Target)> told)
    {
        if (told.Count == 0) return;
        operations.QueueSqlCommand(
            $"insert into {DeliveryTables.Told} (position, target, told_at) "
            + "select position, target, clock_timestamp() from unnest(?, ?) as told (position, target)",
            told.Select(one => one.Position).ToArray(), told.Select(one => one.Target).ToArray());
    }

    /// <summary>Notes an attempt; no failure for one that ended the delivery.</summary>
    public async Task NoteAsync(DeliverWebhook delivery, string? failure)
    {
        await using var insert = database.CreateCommand(
            $"insert into {DeliveryTables.Attempts} (position, target, attempted_at, failure) "
            + "values ($1, $2, clock_timestamp(), $3)");
        insert.Parameters.Add(new() { Value = delivery.Position });
        insert.Parameters.Add(new() { Value = delivery.Url.ToString() });
        insert.Parameters.Add(new() { Value = (object?)failure ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await insert.ExecuteNonQueryAsync();
    }
}
