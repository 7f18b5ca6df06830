using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Recording.Similar;

/// <summary>Asks which entries may be the same fact as an activity.</summary>
/// <param name="Activity">The activity, with its cities and campaigns filled in.</param>
/// <param name="Stream">Its stream; null for a new one.</param>
/// <param name="Before">Only entries recorded before this instant are meant.</param>
/// <param name="Language">The language of titles.</param>
public sealed record SimilarQuestion(Activity Activity, StreamKey? Stream, DateTimeOffset Before, Language Language)
{
    /// <summary>What stood before an event was recorded.</summary>
    public static SimilarQuestion About(StoredActivity stored, Language language) =>
        new(stored.Activity, stored.Stream, stored.RecordedAt, language);
}
