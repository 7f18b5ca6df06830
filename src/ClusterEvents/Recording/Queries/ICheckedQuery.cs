using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Recording.Queries;

/// <summary>A query with a rule that the declaration of its parameters cannot express.</summary>
public interface ICheckedQuery
{
    /// <summary>Adds the errors; malformed parameters are omitted from the query.</summary>
    void Check(ValidationErrors errors);
}
