namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// An activity whose effect begins on a day of its own, such as a membership: that day places it among the others of
/// its stream, not the day on which it was decided.
/// </summary>
public interface ITakesEffect
{
    DateOnly? EffectiveOn { get; }
}
