using ClusterEvents.Recording.Binding;
using JasperFx.Events;

namespace ClusterEvents.Recording;

/// <summary>What was on record up to a position.</summary>
public sealed record KnownAt(long Position)
{
    /// <summary>
    /// The parameter by which it is asked for. An instant in it has been replaced by its position before a request is
    /// answered (<see cref="Moments"/>).
    /// </summary>
    public const string Parameter = "knownAt";

    /// <summary>What a query asks for; null where it asks for all that is known, or for something else.</summary>
    public static KnownAt? Read(IQueryCollection query, Faults faults) => query.Value(Parameter,
        text => Moment.Parse(text)?.Position is { } position ? new KnownAt(position) : null, Moment.Expected, faults);

    /// <summary>Whether an event was known.</summary>
    public bool Includes(IEvent @event) => @event.Sequence <= Position;
}
