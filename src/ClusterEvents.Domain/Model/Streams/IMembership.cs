using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A cluster's members over time.</summary>
public interface IMembership
{
    /// <summary>The body that sets the cluster's rules, such as a ministry.</summary>
    string GoverningBody { get; }

    /// <summary>Every city that was or is a member.</summary>
    IEnumerable<CityId> Cities { get; }

    /// <summary>The city whose unit leads on a day; null if none is on record.</summary>
    CityId? LeadOn(DateOnly day);

    /// <summary>The day on which a city's latest membership before a day had ended; null if there was none.</summary>
    DateOnly? LeftOn(CityId city, DateOnly day);

    /// <summary>The cities that were members on a day of the range, in the order of their keys.</summary>
    /// <param name="first">The first day; null for all days up to the last.</param>
    /// <param name="last">The last day.</param>
    ImmutableArray<CityId> MembersBetween(DateOnly? first, DateOnly last);
}
