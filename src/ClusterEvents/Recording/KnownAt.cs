using System.Globalization;
using ClusterEvents.Recording.Binding;
using JasperFx.Events;

namespace ClusterEvents.Recording;

/// <summary>A moment in the order of recording: a position, or an instant.</summary>
public sealed record KnownAt(long? Position, DateTimeOffset? Instant)
{
    /// <summary>The parameter by which a moment is asked for.</summary>
    public const string Parameter = "knownAt";

    private const string Expected = "must be a position, or an instant with its offset, as 2022-07-29T12:00:00+07:00";

    /// <summary>Reads a position or an ISO 8601 instant; null where the text is neither.</summary>
    public static KnownAt? Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new(position, null)
        // A plus sign that was not percent-encoded arrives as a space.
        : Scalars.Instant(text.Replace(' ', '+')) is { } instant ? new(null, instant.ToUniversalTime()) : null;

    /// <summary>The moment that a query asks for; null where it asks for none, or for something else.</summary>
    public static KnownAt? Read(IQueryCollection query, Faults faults)
    {
        if (!query.TryGetValue(Parameter, out var values)) return null;
        var known = values.Count == 1 ? Parse(values.ToString()) : null;
        if (known is null) faults.Add(Parameter, Expected);
        return known;
    }

    public bool Includes(IEvent @event) => Includes(@event.Sequence, @event.Timestamp);

    /// <summary>Whether what was recorded there and then was known.</summary>
    public bool Includes(long position, DateTimeOffset recordedAt) =>
        Position is { } last ? position <= last : recordedAt <= Instant;
}
