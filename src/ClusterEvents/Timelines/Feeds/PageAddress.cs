using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>Where a page of a timeline is, as its reader asked for it.</summary>
/// <param name="Site">Scheme, host and base path, as the reader sees them.</param>
/// <param name="Timeline">The timeline with its filters, whatever the page, relative to the site.</param>
/// <param name="Page">This page, relative to the site.</param>
/// <param name="Next">The page that follows, relative to the site; null on the last one.</param>
/// <param name="Language">The language of titles.</param>
public sealed record PageAddress(string Site, string Timeline, string Page, string? Next, Language Language)
{
    public static PageAddress Of(HttpRequest request, string? cursor)
    {
        var path = request.Path.ToUriComponent();
        string With(Func<string, bool> parameters, params KeyValuePair<string, string?>[] more) =>
            QueryHelpers.AddQueryString(path, request.Query.Where(p => parameters(p.Key))
                .SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value)).Concat(more));
        return new($"{request.Scheme}://{Host(request)}{request.PathBase.ToUriComponent()}",
            With(name => name is not ("cursor" or "atLeast" or "limit")),
            With(name => name is not "atLeast"),
            cursor is null ? null
                : With(name => name is not ("cursor" or "atLeast"), KeyValuePair.Create("cursor", (string?)cursor)),
            ReaderLanguage.Of(request));
    }

    /// <summary>The absolute address of something of the site.</summary>
    public Uri At(string relative) => new(Site + relative);

    /// <summary>HTTP 1.0 lets a reader leave out whom it asks, and not all that may be written is a host.</summary>
    private static string Host(HttpRequest request) =>
        request.Host.HasValue && request.Host.ToUriComponent() is var host
        && Uri.TryCreate($"{request.Scheme}://{host}", UriKind.Absolute, out _) ? host : "localhost";
}
