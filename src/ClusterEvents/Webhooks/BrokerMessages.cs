using System.Globalization;
using System.Text.Json;
using ClusterEvents.EventStore.Integrity;

namespace ClusterEvents.Webhooks;

/// <summary>Compares messages that wait for the broker with the events that they publish.</summary>
internal static class BrokerMessages
{
    private const string MessageType = "recorded-event";

    public static async Task<IReadOnlyList<Breach>> FindAsync(
        Snapshot messages, Snapshot events, CancellationToken cancel)
    {
        var found = new List<Breach>();
        await foreach (var message in StoredMessages.OfTypesAsync(messages, [MessageType], cancel))
            if (PositionOf(message.Data) is not { } position
                || await SnapshotEvents.AtAsync(events, position, cancel) is not { } recorded
                // An erasure since has removed values that the message still has.
                || (!recorded.IsErased && !recorded.Event.ToJson().Span.SequenceEqual(message.Data)))
                found.Add(new("message-altered", $"message {message.Id} to the broker",
                    "It is not what the event at its position reads. Find out who changed it, and delete it."));
        return found;
    }

    private static long? PositionOf(byte[] cloudEvent)
    {
        try
        {
            using var json = JsonDocument.Parse(cloudEvent);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("sequence", out var sequence)
                && long.TryParse(sequence.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                    ? position : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
