using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// While an entry was retracted, or read otherwise, the same may have been recorded again. Then it must not come back
/// beside that: what is recorded once stays once. So it is with what was recorded instead: a target is met or missed.
/// </summary>
internal static class ReinstatementRules
{
    /// <summary>Why an entry cannot read so, given the later entries of its kind; nothing where it can.</summary>
    public static IEnumerable<Rejection> Rejections(StreamKey stream, EntryState now, EntryState then, DecisionContext context)
    {
        var catalogue = context.Catalogue;
        var before = catalogue.StateBefore(stream, context[stream], now.ActivityId);
        var (was, becomes) = (catalogue.StateAfter(stream, before, now), catalogue.StateAfter(stream, before, then));
        foreach (var later in context[stream].Entries.SkipWhile(one => one.ActivityId != now.ActivityId).Skip(1))
        {
            // From where both come to the same, they do to the end. Most entries leave the state as it is, and of a
            // long stream each later one would be judged for nothing.
            if (Equals(was, becomes)) break;
            if (!later.Retracted && Rivals(later.Activity, now.Activity)
                // What would be refused already was let in by a state that has changed since: that stays as it is.
                && !Against(later.Activity, was).Any()
                && Against(later.Activity, becomes).ToArray() is { Length: > 0 } rejections) return rejections;
            (was, becomes) =
                (catalogue.StateAfter(stream, was, later), catalogue.StateAfter(stream, becomes, later));
        }

        return [];

        IEnumerable<Rejection> Against(Activity activity, object? state) =>
            catalogue.TypeOf(activity).Rejections(activity, state, context);
    }

    private static bool Rivals(Activity one, Activity other) =>
        one.GetType() == other.GetType() || (one is IEndsTarget && other is IEndsTarget);
}
