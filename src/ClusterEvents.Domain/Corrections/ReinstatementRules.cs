using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// Keeps a correction or reinstatement from making an entry coexist with a later one that it excludes. While an entry
/// was retracted or had other values, a repetition of it (or its opposite: a target met, a target missed) may have
/// been recorded.
/// </summary>
internal static class ReinstatementRules
{
    /// <summary>The rejections of a changed entry by later entries; empty if it is compatible with them.</summary>
    public static IEnumerable<Rejection> Rejections(StreamKey stream, EntryState now, EntryState then, DecisionContext context)
    {
        var catalogue = context.Catalogue;
        var before = catalogue.StateBefore(stream, context[stream], now.ActivityId);
        var (was, becomes) = (catalogue.StateAfter(stream, before, now), catalogue.StateAfter(stream, before, then));
        foreach (var later in context[stream].Entries.SkipWhile(one => one.ActivityId != now.ActivityId).Skip(1))
        {
            // Once both states are equal they stay equal. Most entries do not change the state, and a long stream has
            // many later entries.
            if (Equals(was, becomes)) break;
            if (!later.Retracted && Rivals(later.Activity, now.Activity)
                // A later entry that is not valid in the present state either does not count: an earlier state allowed
                // it.
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
