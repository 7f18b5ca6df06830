using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>The merger of a city into another one.</summary>
/// <param name="Into">The city that continues.</param>
/// <param name="From">The first day of the merged city.</param>
public sealed record Merger(CityId Into, DateOnly From)
{
    /// <summary>The fault of naming the city after its merger.</summary>
    public Fault Fault(CityId city) => new("city-merged", ("since", From), ("city", city), ("successor", Into));
}
