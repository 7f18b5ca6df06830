namespace ClusterEvents.Auditing.Verification;

/// <summary>A discrepancy found by an audit.</summary>
/// <param name="Code">The kind of discrepancy, such as <c>event-altered</c>.</param>
/// <param name="Where">The event, leaf, tile, checkpoint, stream or timeline row.</param>
/// <param name="Detail">What is wrong, down to the field if possible.</param>
public sealed record Finding(string Code, string Where, string Detail);
