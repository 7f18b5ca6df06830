using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Wolverine;
using Wolverine.Marten.Subscriptions;

namespace ClusterEvents.Webhooks;

/// <summary>Publishes recorded events to webhooks and to a broker's topic.</summary>
/// <remarks>
/// A Marten subscription with its own progress. Outgoing messages and progress are committed in one transaction, so a
/// crash neither loses nor forgets an event; rebuilding projections does not affect it. It advances even if nothing is
/// configured: a target that is added later receives events from then on, not the whole history.
/// </remarks>
public sealed class IntegrationEvents : BatchSubscription
{
    /// <summary>The name of its progress row.</summary>
    public const string Shard = $"{Subscription}:All";

    private const string Subscription = "IntegrationEvents";

    private readonly WebhookTargets _targets;
    private readonly BrokerTopic _topic;
    private readonly EventCatalogue _catalogue;
    private readonly EventReplay _replay;

    public IntegrationEvents(WebhookTargets targets, BrokerTopic topic, EventCatalogue catalogue, EventReplay replay)
        : base(Subscription)
    {
        (_targets, _topic, _catalogue, _replay) = (targets, topic, catalogue, replay);
        if (targets.Kinds is not { } kinds || topic.Kinds is not { } published) return;
        foreach (var type in catalogue.Types.Where(type => kinds.Contains(type.Name) || published.Contains(type.Name)))
            IncludeType(type.ClrType);
    }

    public override async Task ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, IMessageBus bus,
        CancellationToken cancellationToken)
    {
        // A failed append leaves a tombstone event, which is not an activity.
        foreach (var recorded in page.Events.Where(recorded => recorded.Data is Activity))
        {
            var kind = _catalogue.TypeOf((Activity)recorded.Data).Name;
            foreach (var target in _targets.All.Where(target => target.Takes(kind)))
                await bus.PublishAsync(new DeliverWebhook(target.Url, recorded.Id, recorded.Sequence));
            if (_topic.Takes(kind)) await PublishAsync(recorded, bus, cancellationToken);
        }
    }

    /// <summary>Uses the stream as the message key, so that its events stay in one partition, in order.</summary>
    private async Task PublishAsync(IEvent recorded, IMessageBus bus, CancellationToken cancel)
    {
        await foreach (var stored in _replay.AtAsync(recorded.Sequence, cancel))
            await bus.PublishAsync(new BrokerMessage(stored.ToJson().ToArray()),
                new() { PartitionKey = recorded.StreamKey });
    }
}
