namespace ClusterEvents.Domain.Model.Streams;

/// <summary>The present state of a recorded activity, with the corrections recorded after it applied.</summary>
public sealed record EntryState(Guid ActivityId, Activity Activity, bool Corrected = false, bool Retracted = false);
