namespace ClusterEvents.Recording.Routing;

/// <summary>What a parameter in the path means, of a route whose handler has no parameter of that name.</summary>
/// <param name="Name">The name in the path.</param>
/// <param name="Description">What it means.</param>
/// <param name="Example">A value for the OpenAPI document.</param>
public record PathParameter(string Name, string Description, string Example);
