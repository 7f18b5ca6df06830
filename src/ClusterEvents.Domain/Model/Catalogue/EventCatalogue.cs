using System.Diagnostics.CodeAnalysis;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>All event types and stream kinds of the record, by their stored names and CloudEvents types.</summary>
public sealed class EventCatalogue(IReadOnlyList<ActivityType> types, IReadOnlyList<StreamFold> folds)
{
    private readonly Dictionary<string, ActivityType> _byName = types.ToDictionary(t => t.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, StoredShape> _byCloudEventType =
        types.SelectMany(t => t.Shapes).ToDictionary(shape => shape.CloudEventType, StringComparer.Ordinal);
    private readonly Dictionary<Type, ActivityType> _byClrType = types.ToDictionary(t => t.ClrType);
    private readonly Dictionary<string, StreamFold> _folds = folds.ToDictionary(f => f.Kind, StringComparer.Ordinal);

    public IReadOnlyList<ActivityType> Types => types;

    public IReadOnlyList<StreamFold> Folds => folds;

    /// <summary>The stream kind for a message to the sender; <c>stream</c> if there is no such kind.</summary>
    public string Named(string kind) => _folds.ContainsKey(kind) ? kind : "stream";

    public ActivityType TypeOf(Activity activity) => _byClrType[activity.GetType()];

    public bool TryGet(string name, [NotNullWhen(true)] out ActivityType? type) => _byName.TryGetValue(name, out type);

    /// <summary>Finds the shape, current or earlier, with this CloudEvents type.</summary>
    public bool TryGetCloudEventType(string type, [NotNullWhen(true)] out StoredShape? found) =>
        _byCloudEventType.TryGetValue(type, out found);

    /// <summary>The shape, current or earlier, with this stored name.</summary>
    /// <exception cref="InvalidDataException">No event type has this stored name.</exception>
    public StoredShape ShapeStoredAs(string name) =>
        TryGetCloudEventType(StoredShape.CloudEventTypeOf(name), out var shape) ? shape
            : throw new InvalidDataException($"`{name}` is not the stored name of an event type.");

    /// <summary>The stream after one more event.</summary>
    public StreamSnapshot Fold(StreamKey key, StreamSnapshot stream, Guid activityId, Activity activity) =>
        activity is ICorrection ? Fold(key, stream, [(activityId, activity)])
            : new(stream.Version + 1, _folds[key.Kind].Apply(stream.State, activity),
                stream.Entries.Add(new(activityId, activity)));

    /// <summary>
    /// The stream after more events. Corrections change earlier entries, so the state is then folded again from all
    /// entries: once for the whole batch, because a long stream has many corrections.
    /// </summary>
    public StreamSnapshot Fold(StreamKey key, StreamSnapshot stream, IEnumerable<(Guid Id, Activity Activity)> later)
    {
        var (fold, version, state) = (_folds[key.Kind], stream.Version, stream.State);
        var readings = stream.Entries.ToBuilder();
        var corrections = 0;
        Dictionary<Guid, int>? places = null;
        foreach (var (id, activity) in later)
        {
            version++;
            if (activity is ICorrection correction)
            {
                var at = PlaceOf(correction.TargetEventId);
                if (at >= 0) readings[at] = correction.Correct(readings[at], this);
                continue;
            }

            readings.Add(new(id, activity));
            places?.TryAdd(id, readings.Count - 1);
            state = fold.Apply(state, activity);
        }

        return new(version, corrections == 0 ? state : fold.StateOf(readings), readings.ToImmutable());

        // Build the index of entries only from the second correction on: most streams have at most one.
        int PlaceOf(Guid id) => ++corrections == 1 ? readings.FindIndex(entry => entry.ActivityId == id)
            : (places ??= Places(readings)).GetValueOrDefault(id, -1);
    }

    /// <summary>
    /// The state of a stream before one of its activities, folded from the present state of its entries.
    /// </summary>
    public object? StateBefore(StreamKey key, StreamSnapshot stream, Guid activityId) =>
        _folds[key.Kind].StateOf(stream.Entries.TakeWhile(entry => entry.ActivityId != activityId));

    /// <summary>The state of a stream after one more entry.</summary>
    public object? StateAfter(StreamKey key, object? state, EntryState entry) => _folds[key.Kind].With(state, entry);

    private static Dictionary<Guid, int> Places(IEnumerable<EntryState> entries)
    {
        var places = new Dictionary<Guid, int>();
        foreach (var (at, entry) in entries.Index()) places.TryAdd(entry.ActivityId, at);
        return places;
    }
}
