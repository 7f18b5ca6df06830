using ClusterEvents.Domain.Model.Wording.Refusals;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording.Http;

/// <summary>The media types of requests.</summary>
public static class MediaTypes
{
    private const string Unexpected = "unsupported-media-type";

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
        Refuse(request, Unexpected, expected);

    /// <summary>The same, with the code of another sentence for a media type that is not expected.</summary>
    public static IResult? Refuse(HttpRequest request, string unexpected, string[] expected) =>
        request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding and not "identity"
            ? Unsupported(new("compressed-body", ("value", encoding)))
            : expected.Contains(Of(request)) ? null
            : Unsupported(new(unexpected, ("expected", expected)));

    private static IResult Unsupported(Fault fault) =>
        ProblemResults.Problem(StatusCodes.Status415UnsupportedMediaType, Unexpected, fault);
}
