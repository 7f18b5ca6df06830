using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Queries;

/// <summary>A list of the words that a parameter of a query may be.</summary>
public interface IChoices
{
    static abstract IEnumerable<string> Of(EventCatalogue catalogue);
}
