namespace ClusterEvents.Pages.Frame;

/// <summary>How far events were when a page was asked for; a feature of requests for pages that are kept.</summary>
/// <param name="Recorded">The newest position.</param>
/// <param name="Projected">The position up to which timelines are projected.</param>
/// <param name="Sealed">The number of leaves of the newest checkpoint; null before the first.</param>
internal sealed record PagePositions(long Recorded, long Projected, long? Sealed);
