using System.Collections.Immutable;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// What is known while a decision is made: today's date and the streams it reads, as an immutable value. Decisions
/// of one transaction pass it on, each with the streams that the one before has changed.
/// </summary>
public sealed record DecisionContext(
    DateOnly Today, EventCatalogue Catalogue, ImmutableDictionary<StreamKey, StreamSnapshot> Streams,
    ImmutableHashSet<string> Claimed)
{
    public StreamSnapshot this[StreamKey key] => Streams.GetValueOrDefault(key, StreamSnapshot.Absent);

    /// <summary>The state of a stream; null where it is not on record.</summary>
    public TState? State<TState>(StreamKey key) where TState : class => this[key].State as TState;

    /// <summary>An entry of a known stream, and how it reads.</summary>
    public (StreamKey Stream, EntryState Reading) Entry(Guid activityId) =>
        Streams.Select(stream => (stream.Key, stream.Value.Find(activityId)!)).First(entry => entry.Item2 is not null);

    /// <summary>The members of a cluster on a day; empty where there are none on record.</summary>
    public ImmutableArray<CityId> MembersOn(string clusterId, DateOnly day) =>
        State<IMembership>(new(StreamKinds.Cluster, clusterId))?.MembersOn(day) ?? [];

    /// <summary>The same with one more event on a stream.</summary>
    public DecisionContext With(StreamKey key, Guid activityId, Activity activity, ClaimChange claims) => this with
    {
        Streams = Streams.SetItem(key, Catalogue.Fold(key, this[key], activityId, activity)),
        Claimed = Claimed.Except(claims.Released).Union(claims.Taken.Select(claim => claim.Text)),
    };
}
