namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// When an activity occurred among those of its stream. States are folded in this order, whatever the order of
/// recording was; activities that compare equal keep the order of recording.
/// </summary>
/// <param name="Follows">False for the activity that always begins its stream: it precedes everything.</param>
/// <param name="Day">The day on which it took effect; the first day of the calendar if it is unknown.</param>
/// <param name="Part">The part of that day; 0 if it is unknown.</param>
/// <param name="Hint">The hint within that part.</param>
public readonly record struct Occurrence(bool Follows, DateOnly Day, short Part, int Hint) : IComparable<Occurrence>
{
    /// <summary>The occurrence of an activity.</summary>
    public static Occurrence Of(Activity activity, bool begins) => new(
        !begins, (activity is ITakesEffect effect ? effect.EffectiveOn : activity.OccurredOn) ?? DateOnly.MinValue,
        (short)(activity.DayPart ?? 0), activity.SequenceHint ?? 0);

    public int CompareTo(Occurrence other) =>
        (Follows, Day, Part, Hint).CompareTo((other.Follows, other.Day, other.Part, other.Hint));

    public static bool operator <(Occurrence left, Occurrence right) => left.CompareTo(right) < 0;

    public static bool operator >(Occurrence left, Occurrence right) => left.CompareTo(right) > 0;

    public static bool operator <=(Occurrence left, Occurrence right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Occurrence left, Occurrence right) => left.CompareTo(right) >= 0;
}
