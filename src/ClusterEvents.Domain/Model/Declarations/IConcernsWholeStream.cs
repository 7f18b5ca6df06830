namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// An activity about the whole of what its stream began, such as a revocation: it concerns the cities that the first
/// entry concerns, so that no timeline shows the beginning without the end.
/// </summary>
public interface IConcernsWholeStream
{
    /// <summary>Whether this one does; false for one about a single city of a stream of several.</summary>
    bool ConcernsWhole => true;
}
