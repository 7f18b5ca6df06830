using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;

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
        var (catalogue, snapshot) = (context.Catalogue, context[stream]);
        var at = catalogue.OccurrenceOf(activity);
        if (entry is null && !(at < snapshot.Latest))
        {
            // Nothing on record occurred later. If it is rejected, its date may leave it an earlier place.
            var rejections = Against(activity, snapshot.State, context);
            if (rejections.Count == 0 || snapshot.Latest is null) return rejections;
        }

        var others = new History(stream, context, entry);
        return others.Rejections(activity, at);
    }

    private static IReadOnlyList<Rejection> Against(Activity activity, object? state, DecisionContext context) =>
        [.. context.Catalogue.TypeOf(activity).Rejections(activity, state, context)];

    /// <summary>The standing entries of a stream in order, without the one that is replaced, and their states.</summary>
    private sealed class History
    {
        private readonly DecisionContext _context;
        private readonly string _kind;
        private readonly IReadOnlyList<EntryState> _entries;
        private readonly HashSet<Guid> _validNow = [];

        /// <summary>Element <c>i</c> is the state before entry <c>i</c>; the last is that after all of them.</summary>
        private readonly object?[] _states;

        public History(StreamKey stream, DecisionContext context, EntryState? replaced)
        {
            (_context, _kind) = (context, stream.Kind);
            var all = context.Catalogue.InOrder(context[stream].Entries);
            object? now = null;
            foreach (var entry in all)
            {
                // An entry that an earlier version of the rules accepted, or one with a rough date, may contradict the
                // others already: then it does not count against anything.
                if (Against(entry.Activity, now, context).Count == 0) _validNow.Add(entry.ActivityId);
                now = Apply(now, entry.Activity);
            }

            _entries = [.. all.Where(entry => entry.ActivityId != replaced?.ActivityId)];
            _states = new object?[_entries.Count + 1];
            for (var i = 0; i < _entries.Count; i++) _states[i + 1] = Apply(_states[i], _entries[i].Activity);
        }

        /// <summary>
        /// The rejections at the place that the activity takes; none if another place that its date leaves is free of
        /// rejections. If the state after everything on record says why, that is the plainer reason.
        /// </summary>
        public IReadOnlyList<Rejection> Rejections(Activity activity, Occurrence at)
        {
            var own = Place(at);
            var rejections = At(own, activity);
            if (rejections.Count == 0) return [];
            var (first, last) = (own, own);
            while (first > 0 && MayPrecede(activity, _entries[first - 1].Activity)) first--;
            while (last < _entries.Count && MayPrecede(_entries[last].Activity, activity)) last++;
            var places = Enumerable.Range(first, last - first + 1).Where(place => place != own)
                .OrderBy(place => Math.Abs(place - own)).Take(MostPlaces);
            if (places.Any(place => At(place, activity).Count == 0)) return [];
            return Against(activity, _states[^1], _context) is { Count: > 0 } plain ? plain : rejections;
        }

        private object? Apply(object? state, Activity activity) => _context.Catalogue.Apply(_kind, state, activity);

        private int Place(Occurrence at)
        {
            var place = _entries.Count;
            while (place > 0 && at < _context.Catalogue.OccurrenceOf(_entries[place - 1].Activity)) place--;
            return place;
        }

        private IReadOnlyList<Rejection> At(int place, Activity activity)
        {
            var rejections = Against(activity, _states[place], _context);
            if (rejections.Count > 0) return rejections;
            var state = Apply(_states[place], activity);
            for (var i = place; i < _entries.Count && !Equals(state, _states[i]); i++)
            {
                var later = _entries[i];
                if (later.Activity is not IGivesWay && _validNow.Contains(later.ActivityId)
                    && Against(later.Activity, state, _context) is [var contradiction, ..])
                    return [Contradicts(contradiction, later)];
                state = Apply(state, later.Activity);
            }

            return [];
        }

        private static Rejection Contradicts(Rejection rejection, EntryState later)
        {
            var day = later.Activity.OccurredOn is { } known ? $" of {known:yyyy-MM-dd}" : "";
            return rejection with
            {
                Detail = $"With it, the {later.Activity.GetType().Name}{day} that is on record "
                    + $"(`{later.ActivityId}`) could not stand: {rejection.Detail}",
            };
        }

        /// <summary>
        /// Whether one activity may have occurred before another, for all that their dates and parts of a day say.
        /// </summary>
        private bool MayPrecede(Activity one, Activity other)
        {
            if (!_context.Catalogue.OccurrenceOf(other).Follows) return false;
            if (one is ITakesEffect && other is ITakesEffect)
                return _context.Catalogue.OccurrenceOf(one).Day <= _context.Catalogue.OccurrenceOf(other).Day;
            var (earliest, latest) = (one.Earliest(), other.Latest());
            return earliest is null || latest is null || earliest < latest || (earliest == latest
                && !(one.DayPart is { } part && other.DayPart is { } otherPart && part > otherPart));
        }
    }
}
