using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Daemon;
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

    /// <summary>SQL for its progress, in the snapshot of the enclosing statement.</summary>
    internal static readonly string Progress = ProjectionProgress.Of(Shard);

    private const string Subscription = "IntegrationEvents";

    private readonly WebhookTargets _targets;
    private readonly BrokerTopic _topic;
    private readonly EventCatalogue _catalogue;
    private readonly EventReplay _replay;
    private readonly DeliveryLedger _ledger;

    public IntegrationEvents(
        WebhookTargets targets, BrokerTopic topic, EventCatalogue catalogue, EventReplay replay, DeliveryLedger ledger)
        : base(Subscription)
    {
        (_targets, _topic, _catalogue, _replay, _ledger) = (targets, topic, catalogue, replay, ledger);
        if (targets.Kinds is not { } kinds || topic.Kinds is not { } published) return;
        foreach (var type in catalogue.Types.Where(type => kinds.Contains(type.Name) || published.Contains(type.Name)))
            IncludeType(type.ClrType);
    }

    public override async Task ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, IMessageBus bus,
        CancellationToken cancellationToken)
    {
        // A failed append leaves a tombstone event, which is not an activity.
        IEvent[] activities = [.. page.Events.Where(recorded => recorded.Data is Activity)];
        if (activities.Length == 0) return;
        var before = await _ledger.ToldAsync(activities[0].Sequence, activities[^1].Sequence, cancellationToken);
        var told = new List<(long Position, string Target)>();
        bool IsNew(IEvent recorded, string target)
        {
            if (before.Contains((recorded.Sequence, target))) return false;
            told.Add((recorded.Sequence, target));
            return true;
        }

        foreach (var recorded in activities)
        {
            var kind = _catalogue.TypeOf((Activity)recorded.Data).Name;
            foreach (var target in _targets.All.Where(target => target.Takes(kind)))
                if (IsNew(recorded, target.Url.ToString()))
                    await bus.PublishAsync(new DeliverWebhook(target.Url, recorded.Id, recorded.Sequence));
            if (_topic.Takes(kind) && IsNew(recorded, DeliveryLedger.Broker))
                await PublishAsync(recorded, bus, cancellationToken);
        }

        DeliveryLedger.Note(operations, told);
    }

    /// <summary>Uses the stream as the message key, so that its events stay in one partition, in order.</summary>
    private async Task PublishAsync(IEvent recorded, IMessageBus bus, CancellationToken cancel)
    {
        await foreach (var stored in _replay.AtAsync(recorded.Sequence, cancel))
            await bus.PublishAsync(new BrokerMessage(stored.ToJson().ToArray()),
                new() { PartitionKey = recorded.StreamKey });
    }
}
