using Wolverine;
using Wolverine.Attributes;

namespace ClusterEvents.Webhooks;

/// <summary>
/// A recorded event on its way to a broker: the CloudEvent as an export prints it, in structured mode. It lies in the
/// outbox until the broker has it.
/// </summary>
/// <param name="CloudEvent">The JSON, in UTF-8.</param>
[MessageIdentity("recorded-event")]
public sealed record BrokerMessage(byte[] CloudEvent) : ISerializable
{
    public byte[] Write() => CloudEvent;

    public static object Read(byte[] bytes) => new BrokerMessage(bytes);
}
