using System.Collections.Immutable;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// Everything that a decision reads, as an immutable value: today's date, the loaded streams and the claims that are
/// held. Within one transaction each decision receives the context that includes the events accepted before it.
/// </summary>
/// <param name="Today">Today in Asia/Ho_Chi_Minh.</param>
/// <param name="Catalogue">The event types.</param>
/// <param name="Streams">The loaded streams.</param>
/// <param name="Claimed">The claims that were looked up and are held, and the stream that holds each.</param>
public sealed record DecisionContext(
    DateOnly Today, EventCatalogue Catalogue, ImmutableDictionary<StreamKey, StreamSnapshot> Streams,
    ImmutableDictionary<string, StreamKey> Claimed)
{
    /// <summary>
    /// To whom the sources belong that were looked up and were used before: the mark of that recorder, by the key of
    /// the source.
    /// </summary>
    public ImmutableDictionary<string, string> SourceOwners { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    public StreamSnapshot this[StreamKey key] => Streams.GetValueOrDefault(key, StreamSnapshot.Absent);

    /// <summary>The state of a stream; null if the stream does not exist or its first entry is retracted.</summary>
    public TState? State<TState>(StreamKey key) where TState : class => this[key].State as TState;

    /// <summary>An entry of a loaded stream, and its present state.</summary>
    public (StreamKey Stream, EntryState Reading) Entry(Guid activityId) =>
        Streams.Select(stream => (stream.Key, stream.Value.Find(activityId)!)).First(entry => entry.Item2 is not null);

    /// <summary>The merger by which a city ended, also if its day is still to come; null if there is none.</summary>
    public Merger? MergerOf(CityId city) =>
        Claimed.TryGetValue(Claim.OfAbsorbed(city), out var into)
        && State<IAbsorbsCities>(into)?.AbsorbedOn(city) is { } day ? new(new(into.Id), day) : null;

    /// <summary>The members of a cluster on a day; empty if none are on record.</summary>
    public ImmutableArray<CityId> MembersOn(string clusterId, DateOnly day) => MembersBetween(clusterId, day, day);

    /// <summary>
    /// The cities that were members on a day of the range, without those whose registration was retracted; empty if
    /// none are on record.
    /// </summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="first">The first day; null for all days up to the last.</param>
    /// <param name="last">The last day.</param>
    public ImmutableArray<CityId> MembersBetween(string clusterId, DateOnly? first, DateOnly last) =>
        State<IMembership>(new(StreamKinds.Cluster, clusterId)) is not { } cluster ? []
            : cluster.MembersBetween(first, last)
                .RemoveAll(city => IsMerged(city, first ?? DateOnly.MinValue)
                    || this[city.Stream] is { Exists: true, Stands: false });

    /// <summary>
    /// The city whose unit leads a cluster on a day; null if none is on record, or if it was merged by then.
    /// </summary>
    public CityId? LeadOn(string clusterId, DateOnly day) =>
        State<IMembership>(new(StreamKinds.Cluster, clusterId))?.LeadOn(day) is { } lead && !IsMerged(lead, day)
            ? lead : null;

    private bool IsMerged(CityId city, DateOnly day) => MergerOf(city)?.From <= day;

    /// <summary>A copy with one more event on a stream.</summary>
    public DecisionContext With(StreamKey key, Guid activityId, Activity activity, ClaimChange claims) => this with
    {
        Streams = Streams.SetItem(key, Catalogue.Fold(key, this[key], activityId, activity)),
        // A value that is unique in time may be another stream's by now.
        Claimed = Claimed.RemoveRange(claims.Released.Where(text => Claimed.GetValueOrDefault(text) == key))
            .SetItems(claims.Taken.Select(claim => KeyValuePair.Create(claim.Text, key)))
            .SetItems(claims.Returned.Where(one => one.IsFree(this))
                .Select(one => KeyValuePair.Create(one.Claim.Text, one.City.Stream))),
    };
}
