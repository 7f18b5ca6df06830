using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.CloudEvents;

/// <summary>The result of one imported line.</summary>
/// <param name="Line">The line number, from 1.</param>
/// <param name="Recorded">The recording; null if the line was rejected.</param>
/// <param name="Rejections">The reasons, if it was rejected.</param>
public sealed record LineResult(long Line, Recorded? Recorded, IReadOnlyList<Rejection> Rejections);
