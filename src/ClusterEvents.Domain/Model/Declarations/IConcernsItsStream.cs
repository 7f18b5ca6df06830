namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>An activity on the stream of a city that concerns this city: it is the default of <c>cityIds</c>.</summary>
public interface IConcernsItsStream;
