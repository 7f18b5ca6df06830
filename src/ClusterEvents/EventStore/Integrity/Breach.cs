namespace ClusterEvents.EventStore.Integrity;

/// <summary>Something about the store that is not as it must be.</summary>
/// <param name="Code">The kind of difference, such as <c>trigger-disabled</c>.</param>
/// <param name="Where">The object.</param>
/// <param name="Detail">What is wrong, and what to do.</param>
/// <param name="Mend">The statement that mends it; null if somebody must look at it first.</param>
internal sealed record Breach(string Code, string Where, string Detail, string? Mend = null);
