using ClusterEvents.Recording;

namespace ClusterEvents.Corrections;

/// <summary>
/// While an entry was retracted, or read otherwise, the same may have been recorded again. Then it must not come back
/// beside that: what is recorded once stays once.
/// </summary>
internal static class SaidAgain
{
    /// <summary>Why an entry cannot read so, given the later entries of its kind; nothing where it can.</summary>
    public static IEnumerable<Refusal> Refusals(StreamKey stream, Reading now, Reading then, Known known)
    {
        var (catalogue, type) = (known.Catalogue, known.Catalogue.TypeOf(now.Activity));
        var before = catalogue.StateBefore(stream, known[stream], now.ActivityId);
        var (was, becomes) = (catalogue.StateAfter(stream, before, now), catalogue.StateAfter(stream, before, then));
        foreach (var later in known[stream].Readings.SkipWhile(one => one.ActivityId != now.ActivityId).Skip(1))
        {
            // From where both come to the same, they do to the end. Most entries leave the state as it is, and of a
            // long stream each later one would be judged for nothing.
            if (Equals(was, becomes)) break;
            if (!later.Retracted && later.Activity.GetType() == type.ClrType
                // What would be refused already was let in by a state that has changed since: that stays as it is.
                && !type.Refusals(later.Activity, was, known).Any()
                && type.Refusals(later.Activity, becomes, known).ToArray() is { Length: > 0 } refusals) return refusals;
            (was, becomes) =
                (catalogue.StateAfter(stream, was, later), catalogue.StateAfter(stream, becomes, later));
        }

        return [];
    }
}
