using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Decisions;

/// <summary>The result of one draft: recorded, or rejected for one or more reasons.</summary>
public sealed record RecordingResult(Recorded? Recorded, IReadOnlyList<Rejection> Rejections)
{
    public static RecordingResult Of(Recorded recorded) => new(recorded, []);

    public static RecordingResult Of(params IReadOnlyList<Rejection> rejections) => new(null, rejections);
}
