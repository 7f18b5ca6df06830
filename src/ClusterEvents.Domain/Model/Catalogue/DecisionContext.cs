using System.Collections.Immutable;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// Everything that a decision reads, as an immutable value: today's date and the loaded streams. Within one
/// transaction each decision receives the context that includes the events accepted before it.
/// </summary>
public sealed record DecisionContext(
    DateOnly Today, EventCatalogue Catalogue, ImmutableDictionary<StreamKey, StreamSnapshot> Streams,
    ImmutableHashSet<string> Claimed)
{
    public StreamSnapshot this[StreamKey key] => Streams.GetValueOrDefault(key, StreamSnapshot.Absent);

    /// <summary>The state of a stream; null if the stream does not exist.</summary>
    public TState? State<TState>(StreamKey key) where TState : class => this[key].State as TState;

    /// <summary>An entry of a loaded stream, and its present state.</summary>
    public (StreamKey Stream, EntryState Reading) Entry(Guid activityId) =>
        Streams.Select(stream => (stream.Key, stream.Value.Find(activityId)!)).First(entry => entry.Item2 is not null);

    /// <summary>The members of a cluster on a day; empty if none are on record.</summary>
    public ImmutableArray<CityId> MembersOn(string clusterId, DateOnly day) =>
        State<IMembership>(new(StreamKinds.Cluster, clusterId))?.MembersOn(day) ?? [];

    /// <summary>A copy with one more event on a stream.</summary>
    public DecisionContext With(StreamKey key, Guid activityId, Activity activity, ClaimChange claims) => this with
    {
        Streams = Streams.SetItem(key, Catalogue.Fold(key, this[key], activityId, activity)),
        Claimed = Claimed.Except(claims.Released).Union(claims.Taken.Select(claim => claim.Text)),
    };
}
