namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// An activity that may accompany a meeting, such as a tribute: the host of the meeting may record it as well.
/// </summary>
public interface IAccompanies
{
    StreamKey? RelatedTo { get; }
}
