namespace ClusterEvents.Auditing.Witnessing;

/// <summary>A witness does not cosign a checkpoint; the message says why.</summary>
public sealed class WitnessException(string message) : Exception(message);
