namespace ClusterEvents.Recording.Queries;

/// <summary>The query of a route that takes no parameters.</summary>
public sealed record EmptyQuery;
