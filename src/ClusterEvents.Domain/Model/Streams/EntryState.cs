using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>The present state of a recorded activity, with the corrections recorded after it applied.</summary>
public sealed record EntryState(Guid ActivityId, Activity Activity, bool Corrected = false, bool Retracted = false)
{
    /// <summary>The cities that dispute it as it stands.</summary>
    public ImmutableList<CityId> DisputedBy { get; init; } = [];

    public bool Disputed => !DisputedBy.IsEmpty;
}
