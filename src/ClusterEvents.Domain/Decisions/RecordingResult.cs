using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Decisions;

/// <summary>The result of one draft: recorded, or rejected for one or more reasons.</summary>
public sealed record RecordingResult(Recorded? Recorded, IReadOnlyList<Rejection> Rejections)
{
    /// <summary>The event as it is on record, with all that was filled in; null if the draft was rejected.</summary>
    public StoredActivity? Stored { get; init; }

    /// <summary>The entries because of which a draft was rejected that asked for it.</summary>
    public IReadOnlyList<SimilarEntry> Similar { get; init; } = [];

    public static RecordingResult Of(Recorded recorded) => new(recorded, []);

    public static RecordingResult Of(params IReadOnlyList<Rejection> rejections) => new(null, rejections);
}
