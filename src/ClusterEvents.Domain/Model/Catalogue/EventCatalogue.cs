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

    /// <summary>When an activity occurred among those of its stream.</summary>
    public Occurrence OccurrenceOf(Activity activity) =>
        Occurrence.Of(activity, begins: TypeOf(activity).Opens == Opens.Always);

    /// <summary>
    /// The entries that stand and belong to the state of their stream, in the order in which they occurred. Sources may
    /// be on any stream and belong to no state.
    /// </summary>
    public IReadOnlyList<EntryState> InOrder(IEnumerable<EntryState> entries) =>
        [.. entries.Where(entry => !entry.Retracted && MakesState(entry.Activity))
            .OrderBy(entry => OccurrenceOf(entry.Activity))];

    private bool MakesState(Activity activity) => TypeOf(activity).StreamKind is not null;

    /// <summary>The state of a stream of this kind after one more activity.</summary>
    public object? Apply(string kind, object? state, Activity activity) => _folds[kind].Apply(state, activity);

    /// <summary>The state that entries make, one after the other; null if there are none.</summary>
    public object? StateOf(string kind, IEnumerable<EntryState> inOrder) =>
        inOrder.Aggregate((object?)null, (state, entry) => Apply(kind, state, entry.Activity));

    /// <summary>The state of a stream at the end of a day; null if it had not begun by then.</summary>
    public object? StateOn(StreamKey key, StreamSnapshot stream, DateOnly day) =>
        stream.Latest is { } latest && latest.Day <= day ? stream.State
            : StateOf(key.Kind, InOrder(stream.Entries).Where(entry => OccurrenceOf(entry.Activity).Day <= day));

    /// <summary>The stream after one more event.</summary>
    public StreamSnapshot Fold(StreamKey key, StreamSnapshot stream, Guid activityId, Activity activity) =>
        Fold(key, stream, [(activityId, activity)]);

    /// <summary>
    /// The stream after more events. The state is folded in the order in which the entries occurred, so it is folded
    /// again from all entries if one of the events corrects an entry or occurred before one on record: once for the
    /// whole batch, because a long stream may have many such events.
    /// </summary>
    public StreamSnapshot Fold(StreamKey key, StreamSnapshot stream, IEnumerable<(Guid Id, Activity Activity)> later)
    {
        var (fold, version, state, latest) = (_folds[key.Kind], stream.Version, stream.State, stream.Latest);
        var entries = stream.Entries.ToBuilder();
        var (corrections, inOrder) = (0, true);
        Dictionary<Guid, int>? places = null;
        foreach (var (id, activity) in later)
        {
            version++;
            if (activity is ICorrection correction)
            {
                var at = PlaceOf(correction.TargetEventId);
                if (at >= 0) entries[at] = correction.Correct(entries[at], this);
                inOrder = false;
                continue;
            }

            entries.Add(new(id, activity));
            places?.TryAdd(id, entries.Count - 1);
            if (!MakesState(activity)) continue;
            var occurrence = OccurrenceOf(activity);
            inOrder &= latest is not { } last || last <= occurrence;
            if (!inOrder) continue;
            (state, latest) = (fold.Apply(state, activity), occurrence);
        }

        if (!inOrder)
        {
            var standing = InOrder(entries);
            state = StateOf(key.Kind, standing);
            latest = standing is [.., var newest] ? OccurrenceOf(newest.Activity) : null;
        }

        return new(version, state, entries.ToImmutable()) { Latest = latest };

        // Build the index of entries only from the second correction on: most streams have at most one.
        int PlaceOf(Guid id) => ++corrections == 1 ? entries.FindIndex(entry => entry.ActivityId == id)
            : (places ??= Places(entries)).GetValueOrDefault(id, -1);
    }

    private static Dictionary<Guid, int> Places(IEnumerable<EntryState> entries)
    {
        var places = new Dictionary<Guid, int>();
        foreach (var (at, entry) in entries.Index()) places.TryAdd(entry.ActivityId, at);
        return places;
    }
}
