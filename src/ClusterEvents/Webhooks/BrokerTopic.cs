namespace ClusterEvents.Webhooks;

/// <summary>The topic of a broker that is told of recorded events.</summary>
/// <param name="Kinds">The kinds of events that it is told of, in whatever version; null for all.</param>
public sealed record BrokerTopic(IReadOnlySet<string>? Kinds)
{
    /// <summary>The value if no broker is configured.</summary>
    public static readonly BrokerTopic None = new(new HashSet<string>());

    public bool Takes(string kind) => Kinds?.Contains(kind) ?? true;
}
