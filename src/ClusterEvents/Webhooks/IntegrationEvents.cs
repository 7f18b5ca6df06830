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

/// <summary>
/// Hands recorded events to whoever is to be told, webhooks and a broker's topic: the one place where the record leaves
/// by itself.
/// </summary>
/// <remarks>
/// It follows the record as a subscription with a progress of its own. What is to be sent and how far it has come are
/// committed together, so a crash neither loses an event nor forgets that it was handed over; a rebuild of projections
/// does not touch it. It follows the record also while nobody is to be told: a target that is configured later is told
/// of what is recorded from then on, and not of ten years.
/// </remarks>
public sealed class IntegrationEvents : BatchSubscription
{
    /// <summary>The name of its progress in the store.</summary>
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
        // A failed append leaves a tombstone behind, which is no activity.
        foreach (var recorded in page.Events.Where(recorded => recorded.Data is Activity))
        {
            var kind = _catalogue.TypeOf((Activity)recorded.Data).Name;
            foreach (var target in _targets.All.Where(target => target.Takes(kind)))
                await bus.PublishAsync(new DeliverWebhook(target.Url, recorded.Id, recorded.Sequence));
            if (_topic.Takes(kind)) await PublishAsync(recorded, bus, cancellationToken);
        }
    }

    /// <summary>The stream is the key, so that all of it goes into one partition in its order.</summary>
    private async Task PublishAsync(IEvent recorded, IMessageBus bus, CancellationToken cancel)
    {
        var filter = new ReplayFilter { After = recorded.Sequence - 1 };
        await foreach (var stored in _replay.ReadAsync(filter, recorded.Sequence, cancel))
            await bus.PublishAsync(new BrokerMessage(stored.ToJson().ToArray()),
                new() { PartitionKey = recorded.StreamKey });
    }
}
