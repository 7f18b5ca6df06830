namespace ClusterEvents.Domain.Model.Streams;

/// <summary>The state of a city into which others may have been merged.</summary>
public interface IAbsorbsCities
{
    /// <summary>The first day on which that city is a part of this one; null if it is none.</summary>
    DateOnly? AbsorbedOn(CityId city);
}
