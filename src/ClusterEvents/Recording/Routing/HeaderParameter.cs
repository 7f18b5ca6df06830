namespace ClusterEvents.Recording.Routing;

/// <summary>A request header that the handler of a route reads.</summary>
public sealed record HeaderParameter(string Name, string Description);
