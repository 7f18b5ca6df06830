using System.Security.Cryptography;

namespace ClusterEvents.Recording.Http;

/// <summary>
/// A body with a strong ETag of its bytes; 304 if the client has it already, 412 if it asks for another.
/// </summary>
public class ETagResult(ReadOnlyMemory<byte> body, string contentType) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = Convert.ToHexStringLower(SHA256.HashData(body.Span)[..16]);
        if (await EntityTags.AnswersAsync(httpContext, tag)) return;
        var response = httpContext.Response;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
