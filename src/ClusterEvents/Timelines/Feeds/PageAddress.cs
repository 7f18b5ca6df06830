using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>The addresses of a timeline page, as the client sees them.</summary>
/// <param name="Site">Scheme, host and base path, as the client sees them.</param>
/// <param name="Timeline">The timeline with its filters and without a cursor, relative to the site.</param>
/// <param name="Page">This page, relative to the site.</param>
/// <param name="Next">The next page, relative to the site; null on the last one.</param>
/// <param name="Language">The language of titles.</param>
public sealed record PageAddress(string Site, string Timeline, string Page, string? Next, Language Language)
{
    public static PageAddress Of(HttpRequest request, string? cursor) =>
        new($"{request.Scheme}://{Host(request)}{request.PathBase.ToUriComponent()}",
            request.AddressWith(name => name is not ("cursor" or "atLeast" or "limit")),
            request.AddressWith(name => name is not "atLeast"),
            cursor is null ? null : request.AddressWith(
                name => name is not ("cursor" or "atLeast"), KeyValuePair.Create("cursor", (string?)cursor)),
            ReaderLanguage.Of(request));

    /// <summary>The absolute address of a relative one.</summary>
    public Uri At(string relative) => new(Site + relative);

    /// <summary>The host of the request. HTTP 1.0 allows omitting it, and a client can send an invalid one.</summary>
    private static string Host(HttpRequest request) =>
        request.Host.HasValue && request.Host.ToUriComponent() is var host
        && Uri.TryCreate($"{request.Scheme}://{host}", UriKind.Absolute, out _) ? host : "localhost";
}
