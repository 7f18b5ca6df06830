using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Recording.Similar;

/// <summary>Rejects drafts that asked for it because an entry stands that may be the same fact.</summary>
/// <remarks>
/// It is asked after the decision and before the append. The queue of a node records one request after another, so that
/// of two requests to one node the second sees the first; another node may record between question and append.
/// </remarks>
public sealed class SimilarRejections(ISimilarEntries entries)
{
    private const string Code = "looks-like-a-repeat";

    /// <summary>The result of each accepted event of a request; null if none is rejected.</summary>
    public async Task<IReadOnlyList<RecordingResult>?> FindAsync(
        IReadOnlyList<AcceptedEvent> accepted, CancellationToken cancel)
    {
        var asked = accepted.Where(one => one.Draft.RejectIfSimilar is not null && one.Activity is not ICorrection)
            .ToArray();
        if (asked.Length == 0) return null;
        var begun = accepted.Min(one => one.RecordedAt);
        var found = await entries.FindAsync(
            [.. asked.Select(one => SimilarQuestion.About(one.Stored, one.Draft.RejectIfSimilar!.Value)
                with { Before = begun })], cancel);
        if (found.All(similar => similar.Count == 0)) return null;
        var byEvent = asked.Zip(found).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. accepted.Select(one => byEvent.GetValueOrDefault(one) is [var newest, ..] similar
            ? RecordingResult.Of(RejectionFor(newest)) with { Similar = similar } : RecordingResult.Of([]))];
    }

    private static Rejection RejectionFor(SimilarEntry entry) =>
        new(RejectionKind.Conflict, Code, new Fault(
            Code, ("entry", entry), ("who", entry.RecordedBy), ("instant", new DateTimeOffset(entry.RecordedAt))));
}
