using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Decisions;

/// <summary>An entry that stands already and may be the same fact: of the same kind, on the same day, of the same
/// cities.</summary>
/// <param name="ActivityId">The id of its event.</param>
/// <param name="Title">Its title, as a timeline shows it.</param>
/// <param name="RecordedAt">When it was recorded, in UTC.</param>
/// <param name="RecordedBy">Who recorded it.</param>
public sealed record SimilarEntry(Guid ActivityId, string Title, DateTime RecordedAt, string? RecordedBy) : IWorded
{
    bool IWorded.IsName => true;

    object IWorded.Key => ActivityId;

    string IWorded.In(Language language) => Title;
}
