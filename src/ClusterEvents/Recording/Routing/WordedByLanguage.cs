namespace ClusterEvents.Recording.Routing;

/// <summary>Metadata of a route whose answers have texts in the language that the client prefers.</summary>
internal sealed record WordedByLanguage;
