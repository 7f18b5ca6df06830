namespace ClusterEvents.Recording.Routing;

/// <summary>A media type that the handler of a route reads as a body, and what the body holds.</summary>
public sealed record TakenBody(string MediaType, Type Body);
