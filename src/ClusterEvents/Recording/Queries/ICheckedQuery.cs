using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Recording.Queries;

/// <summary>A query with a rule that the declaration of its parameters cannot express.</summary>
public interface ICheckedQuery
{
    /// <summary>Adds what breaks the rule; a parameter that is malformed is left out of the query.</summary>
    void Check(ValidationErrors errors);
}
