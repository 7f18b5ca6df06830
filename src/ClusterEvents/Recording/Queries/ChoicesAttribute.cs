using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Queries;

/// <summary>Declares the allowed values of a query parameter.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ChoicesAttribute : Attribute
{
    /// <summary>Their name in the OpenAPI document; needed by every query that is described there.</summary>
    public string? Name { get; init; }

    public abstract IEnumerable<string> Of(EventCatalogue catalogue);
}
