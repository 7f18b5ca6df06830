using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>The addresses of a feed, as the client sees them, and the id that it has at every address.</summary>
/// <param name="Site">Scheme, host and base path; the base path alone if the host is not known.</param>
/// <param name="Self">The feed, relative to the site.</param>
/// <param name="Id">The id of the timeline with these filters, whatever host, path and format it is read by.</param>
public sealed record FeedAddress(string Site, string Self, Guid Id)
{
    /// <summary>
    /// The namespace of ids in feeds. It never changes, because readers recognise feeds by their ids.
    /// </summary>
    private static readonly Guid Ids = new("0c7d6b52-9a0e-5c1f-8f43-6c1de2a7b905");

    /// <summary>Parameters that select no entries.</summary>
    private static readonly HashSet<string> Reading = new(["atLeast", "order"], StringComparer.OrdinalIgnoreCase);

    public static FeedAddress Of(HttpRequest request, StreamKey timeline)
    {
        var filters = request.Query.Where(parameter => !Reading.Contains(parameter.Key))
            .SelectMany(parameter => parameter.Value, (parameter, value) => $"{parameter.Key}={value}")
            .Order(StringComparer.Ordinal);
        return new($"{Origin(request)}{request.PathBase.ToUriComponent()}",
            request.AddressWith(name => name is not "atLeast"),
            IdOf(string.Join('\n', filters.Prepend(timeline.ToString()))));
    }

    /// <summary>The absolute address of a relative one, or a relative one if the host is not known.</summary>
    public Uri At(string relative) => new(Site + relative, UriKind.RelativeOrAbsolute);

    /// <summary>The same for formats that know no relative addresses; null if the host is not known.</summary>
    public Uri? AbsoluteAt(string relative) => Site.Contains("://", StringComparison.Ordinal) ? At(relative) : null;

    /// <summary>The id of something in feeds that is no activity.</summary>
    public static Guid IdOf(string name) => Identifiers.Named(Ids, name);

    /// <summary>
    /// Scheme and host of the request; empty without an allowed host. HTTP 1.0 allows omitting it, and a client can
    /// send an invalid one.
    /// </summary>
    private static string Origin(HttpRequest request) =>
        request.Host.HasValue && $"{request.Scheme}://{request.Host.ToUriComponent()}" is var origin
        && Uri.TryCreate(origin, UriKind.Absolute, out _) ? origin : "";
}
