using System.Text.Json;
using ClusterEvents.EventStore.Integrity;
using Npgsql;

namespace ClusterEvents.Webhooks;

/// <summary>
/// Counts what was to be sent against what was delivered, waits, or was given up, and compares each message with the
/// event that it is about.
/// </summary>
internal sealed class DeliveryCheck : IIntegrityCheck
{
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);

    public string Name => "deliveries";

    public async Task<IReadOnlyList<Breach>> FindAsync(Snapshot snapshot, CancellationToken cancel)
    {
        var found = new List<Breach>();
        var open = await OpenAsync(snapshot, cancel);
        await using var beside = await snapshot.ShareAsync(cancel);
        var first = await snapshot.NumberAsync(
            $"select coalesce(min(position), {long.MaxValue}) from {DeliveryTables.Told}", cancel);
        await foreach (var message in StoredMessages.OfTypesAsync(snapshot, [DeadLetters.MessageType], cancel))
        {
            var where = $"{(message.IsGivenUp ? "dead letter" : "delivery")} {message.Id}";
            if (Read(message.Data) is not { } delivery)
            {
                found.Add(new("message-altered", where, "It cannot be read. Find out who changed it."));
                continue;
            }

            var target = delivery.Url.ToString();
            open.Remove((delivery.Position, target));
            if (await SnapshotEvents.PositionOfAsync(beside, delivery.ActivityId, cancel) != delivery.Position)
                found.Add(new("message-altered", where,
                    "No event with this id is at this position. Find out who changed it."));
            // Earlier programs did not note what was to be sent.
            else if (delivery.Position >= first
                && await ToldAtAsync(beside, delivery.Position, target, cancel) is var told)
                found.AddRange(await FaultsAsync(message, delivery, told, where, beside, cancel));
        }

        found.AddRange(open.Select(one => new Breach("delivery-missing",
            $"position {one.Position}, {Shown(one.Target)}",
            "It was to be sent there, and was neither delivered, nor does it wait, nor was it given up: the message "
            + "was deleted. Send the event again, from GET /v1/events.")));
        found.AddRange(await BrokerMessages.FindAsync(snapshot, beside, cancel));
        found.AddRange(await ProgressAsync(snapshot, cancel));
        return found;
    }

    private static async Task<IEnumerable<Breach>> FaultsAsync(
        StoredMessage message, DeliverWebhook delivery, DateTimeOffset? told, string where, Snapshot snapshot,
        CancellationToken cancel)
    {
        if (told is not { } at)
            return [new("message-superfluous", where,
                $"{WebhookTarget.Told(delivery.Url)} was not to be told of position {delivery.Position}. Delete it.")];
        if (!message.IsGivenUp) return [];
        var failures = await FailuresAsync(snapshot, delivery, cancel);
        var altered = message.SentAt is { } sent && (sent < at - ClocksDiffer || sent > at + ClocksDiffer)
            ? "when it was sent"
            : failures.Count > 0 && !failures.Contains(message.Failure ?? "") ? "why it failed" : null;
        return altered is null ? []
            : [new("message-altered", where,
                $"It says otherwise {altered} than was noted then. Find out who changed it.")];
    }

    /// <summary>
    /// Whoever sets progress back has events told again; those that were noted are not.
    /// </summary>
    private static async Task<IEnumerable<Breach>> ProgressAsync(Snapshot snapshot, CancellationToken cancel)
    {
        var newest = await snapshot.NumberAsync(
            $"select coalesce(max(position), 0) from {DeliveryTables.Told}", cancel);
        var progress = await snapshot.NumberAsync($"select {IntegrationEvents.Progress}", cancel);
        return progress >= newest ? []
            : [new("progress-behind", $"progress {IntegrationEvents.Shard}",
                $"It says position {progress}, and {newest} was told already: it was set back. What was told is not "
                + "told again; find out who did it.")];
    }

    /// <summary>What was to be sent and was not delivered.</summary>
    private static async Task<HashSet<(long Position, string Target)>> OpenAsync(
        Snapshot snapshot, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"""
            select position, target from {DeliveryTables.Told} t where target <> $1 and not exists (
              select from {DeliveryTables.Attempts} a
              where a.position = t.position and a.target = t.target and a.failure is null)
            """, snapshot.Connection)
        { CommandTimeout = 0, Parameters = { new() { Value = DeliveryLedger.Broker } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var open = new HashSet<(long, string)>();
        while (await rows.ReadAsync(cancel)) open.Add((rows.GetInt64(0), rows.GetString(1)));
        return open;
    }

    private static async Task<DateTimeOffset?> ToldAtAsync(
        Snapshot snapshot, long position, string target, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"select told_at from {DeliveryTables.Told} where position = $1 and target = $2", snapshot.Connection)
        { Parameters = { new() { Value = position }, new() { Value = target } } };
        return await query.ExecuteScalarAsync(cancel) is DateTime at ? at : null;
    }

    private static async Task<HashSet<string>> FailuresAsync(
        Snapshot snapshot, DeliverWebhook delivery, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            $"select distinct failure from {DeliveryTables.Attempts} "
            + "where position = $1 and target = $2 and failure is not null", snapshot.Connection)
        { Parameters = { new() { Value = delivery.Position }, new() { Value = delivery.Url.ToString() } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var failures = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel)) failures.Add(rows.GetString(0));
        return failures;
    }

    private static DeliverWebhook? Read(byte[] data)
    {
        try
        {
            return JsonSerializer.Deserialize<DeliverWebhook>(data, JsonSerializerOptions.Web)
                is { Url: not null } delivery
                ? delivery : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Shown(string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var url) ? WebhookTarget.Told(url) : target;
}
