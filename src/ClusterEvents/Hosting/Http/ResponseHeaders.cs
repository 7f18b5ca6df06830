using ClusterEvents.Hosting.Identity;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Routing;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Hosting.Http;

/// <summary>
/// Headers of every answer. What needs a token is never <c>public</c>: a shared cache would hand it to others. Answers
/// with an ETag are kept by their reader and asked for again; others are not kept.
/// </summary>
public static class ResponseHeaders
{
    private const string OneYear = "max-age=31536000";

    public static void UseResponseHeaders(this WebApplication app)
    {
        var publicReading = Access.IsReadingPublic(app.Configuration);
        app.Use(next => http =>
        {
            http.Response.OnStarting(() =>
            {
                Write(http, publicReading);
                return Task.CompletedTask;
            });
            return next(http);
        });
    }

    private static void Write(HttpContext http, bool publicReading)
    {
        var headers = http.Response.Headers;
        // Browsers take an answer for nothing else than its type says, and tell other sites no address of this one.
        headers.XContentTypeOptions = "nosniff";
        // A page says more itself: without any referrer, browsers send its forms from the origin "null".
        if (StringValues.IsNullOrEmpty(headers["Referrer-Policy"])) headers["Referrer-Policy"] = "no-referrer";
        if (http.Request.IsHttps && !LocalHosts.IsLocal(http.Request.Host.Host))
            headers.StrictTransportSecurity = OneYear;
        SayLanguage(http);
        if (!Access.IsRecord(http.Request.Path)) return;
        headers.CacheControl = http.Response.StatusCode >= StatusCodes.Status400BadRequest ? "no-store"
            // A page shows who is signed in.
            : !PageContext.IsPage(http.Request) && Access.IsForEveryone(http, publicReading)
                ? OrNoStore(headers.CacheControl)
            : OrNoStore(Private(headers.CacheControl.ToString()));
    }

    /// <summary>
    /// Says in which language the texts of an answer are, and that another reader may get another one. Pages and
    /// refusals say it themselves.
    /// </summary>
    private static void SayLanguage(HttpContext http)
    {
        var (response, headers) = (http.Response, http.Response.Headers);
        var isNew = response.StatusCode is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices;
        if (!(isNew || response.StatusCode == StatusCodes.Status304NotModified)
            || http.GetEndpoint()?.Metadata.GetMetadata<WordedByLanguage>() is null) return;
        if (!headers.Vary.ToString().Contains(HeaderNames.AcceptLanguage, StringComparison.OrdinalIgnoreCase))
            headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        if (isNew && StringValues.IsNullOrEmpty(headers.ContentLanguage))
            headers.ContentLanguage = ReaderLanguage.CodeOf(ReaderLanguage.Of(http.Request));
    }

    /// <summary>What says nothing of caches is not kept.</summary>
    private static StringValues OrNoStore(StringValues given) =>
        StringValues.IsNullOrEmpty(given) ? "no-store" : given;

    /// <summary>The same directives without those that let a shared cache keep the answer.</summary>
    private static string Private(string directives)
    {
        string[] kept = [.. directives
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(one => one is not ("public" or "private") && !one.StartsWith("s-maxage", StringComparison.Ordinal))];
        return kept is [] or ["no-store"] ? "no-store" : string.Join(", ", kept.Prepend("private"));
    }
}
