namespace ClusterEvents.Domain.Model.Streams;

/// <summary>The days on which an activity may have had its effect: the day of its own, or those of its date.</summary>
public static class TakingEffect
{
    /// <summary>The first of them; null if unbounded.</summary>
    public static DateOnly? FirstDayOfEffect(this Activity activity) =>
        activity is ITakesEffect { EffectiveOn: { } day } ? day : activity.Earliest();

    /// <summary>The last of them; null if unknown.</summary>
    public static DateOnly? LastDayOfEffect(this Activity activity) =>
        activity is ITakesEffect { EffectiveOn: { } day } ? day : activity.Latest();
}
