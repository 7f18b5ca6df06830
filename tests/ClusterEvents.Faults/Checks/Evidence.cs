using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>What checks look at.</summary>
/// <param name="Book">What the clients know.</param>
/// <param name="Subscribers">Who followed timelines, and what they were told.</param>
/// <param name="Listener">Who was told by webhook.</param>
/// <param name="Began">The newest position before anything was broken.</param>
/// <param name="Events">Everything on record.</param>
/// <param name="Caller">A way to ask the service.</param>
/// <param name="Service">Where it serves.</param>
/// <param name="Journal">Where violations are noted.</param>
internal sealed record Evidence(
    Book Book, IReadOnlyList<Subscriber> Subscribers, Listener Listener, long Began, IReadOnlyList<Event> Events,
    Caller Caller, Uri Service, Journal Journal);
