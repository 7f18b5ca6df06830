namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// An activity that concerns several cities by its own fields; they are the default of <c>cityIds</c>.
/// </summary>
public interface IConcernsCities
{
    IReadOnlyList<CityId> Cities { get; }
}
