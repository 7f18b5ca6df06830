using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording.Http;

/// <summary>Conditional requests with entity tags (RFC 9110, sections 13.1.1 and 13.1.2).</summary>
internal static class EntityTags
{
    /// <summary>
    /// Sends the tag of an answer, 412 if the client asks for another one, and 304 if it has the answer already.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="tag">The tag, without quotes.</param>
    /// <param name="weak">Whether answers with the same tag say the same without having the same bytes.</param>
    /// <returns>Whether the answer is complete, so that no body is written.</returns>
    public static async Task<bool> AnswersAsync(HttpContext http, string tag, bool weak = false)
    {
        var entity = new EntityTagHeaderValue($"\"{tag}\"", weak);
        var response = http.Response;
        response.GetTypedHeaders().ETag = entity;
        // Clients must revalidate each time, so that new events are seen.
        response.Headers.CacheControl = "no-cache";
        if (Another(http.Request, entity) is { } another)
        {
            await another.ExecuteAsync(http);
            return true;
        }

        var known = http.Request.GetTypedHeaders().IfNoneMatch.Any(one =>
            one.Equals(EntityTagHeaderValue.Any) || one.Compare(entity, useStrongComparison: false));
        if (known) response.StatusCode = StatusCodes.Status304NotModified;
        return known;
    }

    /// <summary>Sends the version of a stream as the tag of an answer.</summary>
    /// <returns>The answer 412 if the client asks for another version; null otherwise.</returns>
    public static IResult? OfVersion(HttpContext http, long version)
    {
        var entity = new EntityTagHeaderValue($"\"{version}\"");
        http.Response.GetTypedHeaders().ETag = entity;
        return Another(http.Request, entity);
    }

    private static IResult? Another(HttpRequest request, EntityTagHeaderValue entity) =>
        request.Headers.IfMatch.Count == 0 || request.GetTypedHeaders().IfMatch.Any(one =>
            one.Equals(EntityTagHeaderValue.Any) || one.Compare(entity, useStrongComparison: true)) ? null
            : ProblemResults.Problem(
                StatusCodes.Status412PreconditionFailed, "not-this-version", ("value", entity.ToString()));
}
