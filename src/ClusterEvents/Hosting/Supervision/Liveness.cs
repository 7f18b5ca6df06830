namespace ClusterEvents.Hosting.Supervision;

/// <summary>The liveness response.</summary>
/// <param name="Status">live.</param>
public sealed record Liveness(string Status);
