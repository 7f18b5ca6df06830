using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Queries;

/// <summary>Declares the allowed values of a query parameter.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ChoicesAttribute : Attribute
{
    public abstract IEnumerable<string> Of(EventCatalogue catalogue);
}
