namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// How a recorded activity reads by now: as recorded, or as corrections after it say. The record keeps both.
/// </summary>
public sealed record EntryState(Guid ActivityId, Activity Activity, bool Corrected = false, bool Retracted = false);
