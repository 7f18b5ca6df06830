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
        var (type, readings) = (known.Catalogue.TypeOf(now.Activity), known[stream].Readings);
        IEnumerable<(Reading Reading, object? Before)> Later(IEnumerable<Reading> all) =>
            known.Catalogue.StatesBefore(stream, all)
                .SkipWhile(one => one.Reading.ActivityId != now.ActivityId).Skip(1);

        foreach (var ((reading, was), (_, becomes)) in Later(readings).Zip(Later(readings.Replace(now, then))))
        {
            // From where both come to the same, they do to the end. Most entries leave the state as it is, and of a
            // long stream each later one would be judged for nothing.
            if (Equals(was, becomes)) break;
            if (reading.Retracted || reading.Activity.GetType() != type.ClrType) continue;
            // What would be refused already was let in by a state that has changed since: this changes nothing of it.
            if (type.Refusals(reading.Activity, was, known).Any()) continue;
            Refusal[] refusals = [.. type.Refusals(reading.Activity, becomes, known)];
            if (refusals.Length > 0) return refusals;
        }

        return [];
    }
}
