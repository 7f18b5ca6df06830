using Wolverine;
using Wolverine.Attributes;

namespace ClusterEvents.Webhooks;

/// <summary>
/// A recorded event to be published to a broker: the CloudEvent as exported, in structured mode. It stays in the
/// outbox until the broker has acknowledged it.
/// </summary>
/// <param name="CloudEvent">The JSON of the CloudEvent, in UTF-8.</param>
[MessageIdentity("recorded-event")]
public sealed record BrokerMessage(byte[] CloudEvent) : ISerializable
{
    public byte[] Write() => CloudEvent;

    public static object Read(byte[] bytes) => new BrokerMessage(bytes);
}
