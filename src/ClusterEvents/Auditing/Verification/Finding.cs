namespace ClusterEvents.Auditing.Verification;

/// <summary>One thing that is not as it must be.</summary>
/// <param name="Code">What kind of thing, such as <c>event-altered</c>.</param>
/// <param name="Where">Which event, leaf, tile, checkpoint, stream or timeline row.</param>
/// <param name="Detail">What is wrong with it, down to the field where that can be told.</param>
public sealed record Finding(string Code, string Where, string Detail);
