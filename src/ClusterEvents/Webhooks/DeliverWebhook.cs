using ClusterEvents.EventStore.Reading;
using Wolverine.Attributes;

namespace ClusterEvents.Webhooks;

/// <summary>
/// Tell a target of a recorded event. The message names the event and does not hold it: what is sent is what the record
/// says at that moment, as an export would.
/// </summary>
/// <param name="Url">The target.</param>
/// <param name="ActivityId">The event.</param>
/// <param name="Position">Its position.</param>
[MessageIdentity("deliver-webhook")]
public sealed record DeliverWebhook(Uri Url, Guid ActivityId, long Position);

/// <summary>Posts events to their targets, at least once each; what fails is retried by the queue.</summary>
[WolverineHandler]
public static class Deliveries
{
    public static async Task HandleAsync(
        DeliverWebhook delivery, WebhookTargets targets, EventReplay replay, WebhookSender sender,
        ILogger<WebhookSender> log)
    {
        if (targets.Find(delivery.Url) is not { } target)
        {
            log.LogInformation("{Url} is no target any more and is not told of {Activity}",
                WebhookTarget.Told(delivery.Url), delivery.ActivityId);
            return;
        }

        // Not cancelled with the host: a delivery takes seconds, and one that was cut short would be sent again.
        var filter = new ReplayFilter { After = delivery.Position - 1 };
        await foreach (var recorded in replay.ReadAsync(filter, delivery.Position, CancellationToken.None))
            await sender.SendAsync(target, delivery.ActivityId.ToString(), recorded.ToJson());
    }
}

/// <summary>A target could not be told, or did not answer that it was.</summary>
public sealed class WebhookFailedException(string message) : Exception(message);
