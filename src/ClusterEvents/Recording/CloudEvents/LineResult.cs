using System.Buffers;
using System.IO.Pipelines;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.CloudEvents;

/// <summary>What became of one line of an import.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Recorded">The recording, when it is on record.</param>
/// <param name="Rejections">Why not, otherwise.</param>
public sealed record LineResult(long Line, Recorded? Recorded, IReadOnlyList<Rejection> Rejections);
