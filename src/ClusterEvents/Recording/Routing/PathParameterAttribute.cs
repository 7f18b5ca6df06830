namespace ClusterEvents.Recording.Routing;

/// <summary>Declares what a parameter in the path of a route means.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PathParameterAttribute(string description) : Attribute
{
    public string Description => description;

    /// <summary>A value for the OpenAPI document.</summary>
    public string? Example { get; init; }
}
