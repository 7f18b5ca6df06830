using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording.Http;

/// <summary>The media types of requests.</summary>
public static class MediaTypes
{
    public const string Json = "application/json";
    public const string CloudEvent = "application/cloudevents+json";
    public const string CloudEventBatch = "application/cloudevents-batch+json";
    public const string Lines = "application/x-ndjson";

    /// <summary>The media type of the request without parameters; empty if it has none.</summary>
    public static string Of(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? type.MediaType.ToString().ToLowerInvariant() : "";

    /// <summary>The response 415 if the body has another media type or is compressed; null otherwise.</summary>
    public static IResult? Refuse(HttpRequest request, params string[] expected) =>
        request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding and not "identity"
            ? Unsupported($"A body is taken as it is: leave Content-Encoding: {encoding} out, and send it so.")
            : expected.Contains(Of(request)) ? null
            : Unsupported($"Send Content-Type: {string.Join(", or ", expected)}.");

    private static IResult Unsupported(string detail) =>
        ProblemResults.Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", detail);
}
