using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Queries;

/// <summary>Declares the words that a parameter of a query may be.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ChoicesAttribute : Attribute
{
    public abstract IEnumerable<string> Of(EventCatalogue catalogue);
}
