using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Views.Tables;

/// <summary>A row of the table: a target, and what each city reported last in one month.</summary>
/// <param name="Month">The month.</param>
/// <param name="Target">The target.</param>
internal sealed record MonthlyTableRow(Month Month, TargetView Target)
{
    public Goal? Goal => Target.Cities is [var first, ..] ? first.Goal : null;

    public decimal? ValueOf(CityId city) => Target.Cities.FirstOrDefault(one => one.CityId == city)?.Values
        .LastOrDefault(value => Month.Of(value.AsOf) == Month)?.Value;
}
