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
        IEnumerable<IEnumerable<Refusal>> Later(IEnumerable<Reading> all) =>
            known.Catalogue.StatesBefore(stream, all).SkipWhile(one => one.Reading.ActivityId != now.ActivityId).Skip(1)
                .Where(one => !one.Reading.Retracted && one.Reading.Activity.GetType() == type.ClrType)
                .Select(one => type.Refusals(one.Reading.Activity, one.Before, known));

        // What would be refused already was let in by a state that has changed since: this changes nothing about it.
        return Later(readings).Zip(Later(readings.Replace(now, then))).Where(later => !later.First.Any())
            .Select(later => later.Second.ToArray()).FirstOrDefault(refusals => refusals.Length > 0, []);
    }
}
