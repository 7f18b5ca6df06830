using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording.Http;

/// <summary>Conditional requests with entity tags (RFC 9110, section 13.1.2).</summary>
internal static class EntityTags
{
    /// <summary>Sends the tag of an answer, and 304 if the client has the answer already.</summary>
    /// <param name="http">The request.</param>
    /// <param name="tag">The tag, without quotes.</param>
    /// <param name="weak">Whether answers with the same tag say the same without having the same bytes.</param>
    /// <returns>Whether the client has it, so that no body is written.</returns>
    public static bool Answers304(HttpContext http, string tag, bool weak = false)
    {
        var entity = new EntityTagHeaderValue($"\"{tag}\"", weak);
        var response = http.Response;
        response.GetTypedHeaders().ETag = entity;
        // Clients must revalidate each time, so that new events are seen.
        response.Headers.CacheControl = "no-cache";
        var known = http.Request.GetTypedHeaders().IfNoneMatch.Any(one =>
            one.Equals(EntityTagHeaderValue.Any) || one.Compare(entity, useStrongComparison: false));
        if (known) response.StatusCode = StatusCodes.Status304NotModified;
        return known;
    }
}
