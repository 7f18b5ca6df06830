namespace ClusterEvents.Recording.Routing;

/// <summary>What a route answers when all is well.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">What it means.</param>
/// <param name="Body">The type of the body; null where it has none.</param>
/// <param name="MediaType">The media type of the body.</param>
/// <param name="Headers">The response headers that a reader may rest on.</param>
public sealed record Answer(
    int Status, string Description, Type? Body, string MediaType, IReadOnlyList<string> Headers);
