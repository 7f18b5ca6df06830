namespace ClusterEvents.Recording.Routing;

/// <summary>A successful response of a route.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">What it means.</param>
/// <param name="Body">The type of the body; null if it has none.</param>
/// <param name="MediaType">The media type of the body.</param>
/// <param name="Headers">The documented response headers.</param>
public sealed record Answer(
    int Status, string Description, Type? Body, string MediaType, IReadOnlyList<string> Headers);
