using System.Security.Cryptography;

namespace ClusterEvents.Recording.Http;

/// <summary>A body with a strong ETag of its bytes; 304 if the client has it already.</summary>
public class ETagResult(ReadOnlyMemory<byte> body, string contentType) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (EntityTags.Answers304(httpContext, Convert.ToHexStringLower(SHA256.HashData(body.Span)[..16]))) return;
        var response = httpContext.Response;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
