using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>The input of the checks.</summary>
/// <param name="Observations">What the clients sent and received.</param>
/// <param name="Subscribers">The live clients, with the changes they received.</param>
/// <param name="Listener">The webhook receiver.</param>
/// <param name="Began">The newest position before the first fault.</param>
/// <param name="Events">All events on record.</param>
/// <param name="Caller">An HTTP client for the service.</param>
/// <param name="Service">The address of the service.</param>
/// <param name="Journal">Receives violations.</param>
internal sealed record Evidence(
    Observations Observations, IReadOnlyList<Subscriber> Subscribers, Listener Listener, long Began,
    IReadOnlyList<Event> Events,
    Caller Caller, Uri Service, Journal Journal);
