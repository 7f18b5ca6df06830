using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// Asks the rules of an activity of the state of its stream at the time when the activity occurred, and those of the
/// entries that occurred later of the state with it. So history can be completed afterwards in any order, and never
/// contradicts itself.
/// </summary>
internal static class StateAtDay
{
    /// <summary>
    /// The maximum number of places that are tried for an activity whose date leaves several. Most have one to three.
    /// </summary>
    private const int MostPlaces = 100;

    /// <summary>The rejections of a new activity, or of one that takes the place of an entry.</summary>
    /// <param name="activity">The activity, with its envelope resolved.</param>
    /// <param name="stream">The stream that it is recorded on.</param>
    /// <param name="context">What is on record.</param>
    /// <param name="entry">The entry that it corrects or reinstates; null for a new one.</param>
    public static IReadOnlyList<Rejection> Rejections(
        Activity activity, StreamKey stream, DecisionContext context, EntryState? entry = null)
    {
        var (snapshot, type) = (context[stream], context.Catalogue.TypeOf(activity));
        // What may be on any stream, such as a source, belongs to no state.
        if (type.StreamKind is null) return [.. type.Rejections(activity, null, context)];
        if (entry is null && !(context.Catalogue.OccurrenceOf(activity) < snapshot.Latest))
        {
            // Nothing on record occurred later. If it is rejected, its date may leave it an earlier place.
            var rejections = Against(activity, snapshot.State, stream, context);
            if (rejections.Count == 0 || snapshot.Latest is null) return rejections;
        }

        return new History(activity, stream, context, entry).Rejections();
    }

    /// <summary>The rejections of the retraction of an entry on which others rest.</summary>
    public static IReadOnlyList<Rejection> RejectionsWithout(
        EntryState entry, StreamKey stream, DecisionContext context)
    {
        if (entry.Activity is not IMakesRoom) return [];
        var catalogue = context.Catalogue;
        object? with = null, without = null;
        foreach (var one in catalogue.InOrder(context[stream].Entries))
        {
            if (one.ActivityId != entry.ActivityId)
            {
                if (one.Activity is not IGivesWay && Against(one.Activity, with, stream, context).Count == 0
                    && Against(one.Activity, without, stream, context) is [var contradiction, ..])
                    // The field at fault is one of that entry: a retraction has none like it.
                    return [Contradicts("later-entry-needs-it", contradiction, one, stream, context) with
                    {
                        Field = null,
                    }];
                without = catalogue.Apply(stream.Kind, without, one.Activity);
            }

            with = catalogue.Apply(stream.Kind, with, one.Activity);
        }

        return [];
    }

    /// <summary>The rejection because of an entry on record, which could not stand then.</summary>
    private static Rejection Contradicts(
        string code, Rejection rejection, EntryState later, StreamKey stream, DecisionContext context) =>
        rejection with
        {
            Fault = new(code,
                ("entry", new NamedEntry(
                    later.ActivityId, context.Catalogue.TypeOf(later.Activity), later.Activity, stream)),
                ("day", later.Activity.OccurredOn), ("reason", rejection.Fault)),
        };

    /// <summary>The rejections of an activity by the rules of its type, given the state before it.</summary>
    internal static IReadOnlyList<Rejection> Against(
        Activity activity, object? state, StreamKey stream, DecisionContext context) =>
        state is ICampaignEdition edition && edition.LastDayOf(activity.ClusterId) is { } end
            && activity.Earliest() > end
            ? [References.Concluded(stream.Id, end)]
            : [.. context.Catalogue.TypeOf(activity).Rejections(activity, state, context)
                .Select(rejection => rejection with { Fault = rejection.Fault.On(stream) })];

    /// <summary>The standing entries of a stream in order, without the one that is judged, and their states.</summary>
    private sealed class History
    {
        private readonly Activity _judged;
        private readonly DecisionContext _context;
        private readonly StreamKey _stream;
        private readonly IReadOnlyList<EntryState> _entries;

        /// <summary>What is said against each entry as it stands.</summary>
        private readonly Dictionary<Guid, IReadOnlyList<Rejection>> _againstNow = [];

        /// <summary>Element <c>i</c> is the state before entry <c>i</c>; the last is that after all of them.</summary>
        private readonly object?[] _states;

        /// <summary>The place at which the fold will meet the activity.</summary>
        private readonly int _own;

        /// <summary>The place at which the entry that is corrected stood; null for a new one.</summary>
        private readonly int? _before;

        public History(Activity judged, StreamKey stream, DecisionContext context, EntryState? replaced)
        {
            (_judged, _context, _stream) = (judged, context, stream);
            var recorded = context[stream].Entries;
            var standing = context.Catalogue.InOrder(recorded);
            object? now = null;
            foreach (var entry in standing)
            {
                _againstNow.Add(entry.ActivityId, Against(entry.Activity, now, stream, context));
                now = Apply(now, entry.Activity);
            }

            var id = replaced?.ActivityId ?? Guid.Empty;
            var placed = context.Catalogue.InOrder(replaced is null
                ? recorded.Add(new(id, judged))
                : recorded.SetItem(recorded.FindIndex(entry => entry.ActivityId == id), new(id, judged)));
            _own = PlaceOf(id, placed)!.Value;
            _before = PlaceOf(id, standing);
            _entries = [.. placed.Where(entry => entry.ActivityId != id)];
            _states = new object?[_entries.Count + 1];
            for (var i = 0; i < _entries.Count; i++) _states[i + 1] = Apply(_states[i], _entries[i].Activity);
        }

        /// <summary>
        /// The rejections at the place that the activity takes; none if another place that its date leaves is free of
        /// rejections. If the state after everything on record says why, that is the plainer reason.
        /// </summary>
        public IReadOnlyList<Rejection> Rejections()
        {
            var rejections = At(_own);
            if (rejections.Count == 0) return [];
            var (first, last) = (_own, _own);
            while (first > 0 && MayPrecede(_judged, _entries[first - 1].Activity)) first--;
            while (last < _entries.Count && MayPrecede(_entries[last].Activity, _judged)) last++;
            var places = Enumerable.Range(first, last - first + 1).Where(place => place != _own)
                .OrderBy(place => Math.Abs(place - _own)).Take(MostPlaces);
            if (places.Any(place => At(place).Count == 0)) return [];
            return Against(_judged, _states[^1], _stream, _context) is { Count: > 0 } plain ? plain : rejections;
        }

        private static int? PlaceOf(Guid id, IReadOnlyList<EntryState> entries) => entries.Index()
            .Where(entry => entry.Item.ActivityId == id).Select(entry => (int?)entry.Index).FirstOrDefault();

        private object? Apply(object? state, Activity activity) =>
            _context.Catalogue.Apply(_stream.Kind, state, activity);

        private IReadOnlyList<Rejection> At(int place)
        {
            var rejections = Against(_judged, _states[place], _stream, _context);
            if (rejections.Count > 0) return rejections;

            // An entry that moves to a later place leaves those that it moves past without it.
            for (var i = _before ?? place; i < place; i++)
                if (Contradiction(_entries[i], _states[i]) is { } without) return [without];
            var state = Apply(_states[place], _judged);
            for (var i = place; i < _entries.Count && (_before is not null || !Equals(state, _states[i])); i++)
            {
                if (Contradiction(_entries[i], state) is { } with) return [with];
                state = Apply(state, _entries[i].Activity);
            }

            return [];
        }

        /// <summary>The rejection of an entry on record that could not stand in this state; null if it could.</summary>
        private Rejection? Contradiction(EntryState entry, object? state)
        {
            if (entry.Activity is IGivesWay follows && follows.GivesWayTo(_judged)) return null;
            var now = _againstNow[entry.ActivityId];
            // One that contradicts the others already, by its rough date or because an entry was retracted, counts
            // only if there is a new reason against it, and only where its day is known.
            if (now.Count > 0 && entry.Activity.Precision != Precision.Day) return null;
            var rejection = Against(entry.Activity, state, _stream, _context)
                .FirstOrDefault(one => now.All(known => known.Code != one.Code));
            return rejection is null ? null
                : Contradicts("later-entry-contradicts", rejection, entry, _stream, _context);
        }

        /// <summary>
        /// Whether one activity may have occurred before another, for all that their dates, parts of a day and hints
        /// say. What both say settles their order, and what neither says leaves it to the recording.
        /// </summary>
        private bool MayPrecede(Activity one, Activity other)
        {
            if (!_context.Catalogue.OccurrenceOf(other).Follows) return false;
            var (earliest, latest) = (one.FirstDayOfEffect(), other.LastDayOfEffect());
            if (earliest is null || latest is null) return true;
            if (IsExact(one) && IsExact(other))
                return earliest == other.FirstDayOfEffect() && IsOpenWithinDay(one, other);
            return earliest < latest || (earliest == latest
                && !(one.DayPart is { } part && other.DayPart is { } otherPart && part > otherPart));
        }

        private static bool IsExact(Activity activity) =>
            activity is ITakesEffect || activity is { Precision: Precision.Day, OccurredOn: not null };

        private static bool IsOpenWithinDay(Activity one, Activity other) =>
            one.DayPart is null != other.DayPart is null
            || (one.DayPart == other.DayPart && one.SequenceHint is null != other.SequenceHint is null);
    }
}
