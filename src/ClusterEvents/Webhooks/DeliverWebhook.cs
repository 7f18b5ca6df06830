using ClusterEvents.EventStore.Reading;
using Wolverine.Attributes;

namespace ClusterEvents.Webhooks;

/// <summary>
/// Delivers a recorded event to a webhook target. The message contains the event's id only; the body is read when it
/// is sent, in the form that an export has at that time.
/// </summary>
/// <param name="Url">The target.</param>
/// <param name="ActivityId">The event.</param>
/// <param name="Position">Its position.</param>
[MessageIdentity("deliver-webhook")]
public sealed record DeliverWebhook(Uri Url, Guid ActivityId, long Position);

/// <summary>Posts events to their targets, at least once each; the queue retries failures.</summary>
[WolverineHandler]
public static class Deliveries
{
    public static async Task HandleAsync(
        DeliverWebhook delivery, WebhookTargets targets, EventReplay replay, WebhookSender sender,
        DeliveryLedger ledger, ILogger<WebhookSender> log)
    {
        if (targets.Find(delivery.Url) is not { } target)
        {
            log.LogInformation("{Url} is no longer a webhook target; {Activity} is not delivered to it",
                WebhookTarget.Told(delivery.Url), delivery.ActivityId);
            await ledger.NoteAsync(delivery, failure: null);
            return;
        }

        // Do not cancel on shutdown: a delivery takes seconds, and an interrupted one would be repeated.
        try
        {
            await foreach (var recorded in replay.AtAsync(delivery.Position, CancellationToken.None))
                await sender.SendAsync(target, delivery.ActivityId.ToString(), recorded.ToJson());
        }
        catch (Exception failure)
        {
            await ledger.NoteAsync(delivery, failure.Message);
            throw;
        }

        await ledger.NoteAsync(delivery, failure: null);
    }
}

/// <summary>A webhook target could not be reached or did not answer with success.</summary>
public sealed class WebhookFailedException(string message) : Exception(message);
