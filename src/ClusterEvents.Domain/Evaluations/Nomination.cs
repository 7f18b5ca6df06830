using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Evaluations;

/// <summary>A city and the title that it was nominated for, ignoring case.</summary>
public sealed record Nomination(CityId City, string Title)
{
    public static Nomination Of(UnitNominated nominated) => new(nominated.City, nominated.Title.ToUpperInvariant());
}
