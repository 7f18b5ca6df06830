namespace ClusterEvents.Hosting.Supervision;

/// <summary>That the program lives.</summary>
/// <param name="Status">live.</param>
public sealed record Liveness(string Status);
