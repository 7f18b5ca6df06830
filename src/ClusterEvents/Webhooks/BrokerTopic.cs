using Wolverine;
using Wolverine.Attributes;

namespace ClusterEvents.Webhooks;

/// <summary>The topic of a broker that is told of recorded events.</summary>
/// <param name="Types">The CloudEvents types that it is told of; null for all.</param>
public sealed record BrokerTopic(IReadOnlySet<string>? Types)
{
    /// <summary>Stands for a broker where none is configured.</summary>
    public static readonly BrokerTopic None = new(new HashSet<string>());

    public bool Takes(string cloudEventType) => Types?.Contains(cloudEventType) ?? true;
}
