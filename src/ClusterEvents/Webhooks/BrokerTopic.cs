using Wolverine;
using Wolverine.Attributes;

namespace ClusterEvents.Webhooks;

/// <summary>The topic of a broker to which recorded events are published.</summary>
/// <param name="Types">The CloudEvents types that are published; null for all.</param>
public sealed record BrokerTopic(IReadOnlySet<string>? Types)
{
    /// <summary>The value if no broker is configured.</summary>
    public static readonly BrokerTopic None = new(new HashSet<string>());

    public bool Takes(string cloudEventType) => Types?.Contains(cloudEventType) ?? true;
}
