namespace ClusterEvents.Recording.Routing;

/// <summary>The HTTP statuses of the problem details that a route may answer.</summary>
public sealed record Refusals(IReadOnlyList<int> Statuses);
