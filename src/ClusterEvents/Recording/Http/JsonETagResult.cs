namespace ClusterEvents.Recording.Http;

/// <summary>A JSON body with a strong ETag of its bytes.</summary>
public sealed class JsonETagResult(ReadOnlyMemory<byte> body) : ETagResult(body, $"{MediaTypes.Json}; charset=utf-8");
