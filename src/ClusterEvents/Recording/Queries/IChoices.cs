using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Queries;

/// <summary>A list of the allowed values of a query parameter.</summary>
public interface IChoices
{
    static abstract IEnumerable<string> Of(EventCatalogue catalogue);
}
