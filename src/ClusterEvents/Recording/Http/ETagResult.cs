using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording.Http;

/// <summary>A body with a strong ETag of its bytes; 304 if the client has it already.</summary>
public class ETagResult(ReadOnlyMemory<byte> body, string contentType) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body.Span)[..16])}\"");
        var response = httpContext.Response;
        response.GetTypedHeaders().ETag = tag;
        // Clients must revalidate each time, so that new events are seen.
        response.Headers.CacheControl = "no-cache";
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known =>
            known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
