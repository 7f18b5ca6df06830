using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>An event that can be sealed.</summary>
internal sealed record SealableEvent(Guid ActivityId, StoredCloudEvent Recorded);
