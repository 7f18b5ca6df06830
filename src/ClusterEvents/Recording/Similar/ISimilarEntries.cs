using ClusterEvents.Domain.Decisions;

namespace ClusterEvents.Recording.Similar;

/// <summary>Finds entries that stand already and may be the same fact; implemented by Timelines.</summary>
public interface ISimilarEntries
{
    /// <summary>The entries for each question, newest first. What was committed before the call is found.</summary>
    Task<IReadOnlyList<IReadOnlyList<SimilarEntry>>> FindAsync(
        IReadOnlyList<SimilarQuestion> questions, CancellationToken cancel);
}
