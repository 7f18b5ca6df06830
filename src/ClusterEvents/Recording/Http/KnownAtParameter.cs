using System.Globalization;
using ClusterEvents.EventStore.Reading;
using Microsoft.Extensions.Primitives;

namespace ClusterEvents.Recording.Http;

/// <summary>The query parameter <c>knownAt</c>: a position, an instant or a day.</summary>
public static class KnownAtParameter
{
    public const string Name = "knownAt";

    private static readonly object Asked = new();

    /// <summary>Whether an instant was asked for, which was replaced with its position.</summary>
    public static bool IsInstant(HttpContext http) => http.Items.ContainsKey(Asked);

    /// <summary>The instant or day that was asked for, as it was written; null if it was a position.</summary>
    public static string? AsWritten(HttpContext http) => http.Items[Asked] as string;

    /// <summary>
    /// Middleware that replaces an instant with its position once for each request, so that all reads of the request
    /// refer to the same point in time.
    /// </summary>
    public static Task ReplaceInstantAsync(HttpContext http, RequestDelegate next) =>
        http.Request.Query[Name] is [{ } text] && PointInTime.Parse(text) is { Instant: not null } asked
            ? ReplaceAsync(asked, text, http, next) : next(http);

    private static async Task ReplaceAsync(PointInTime asked, string text, HttpContext http, RequestDelegate next)
    {
        var known = await http.RequestServices.GetRequiredService<PointInTimeResolver>()
            .KnownAtAsync(asked, http.RequestAborted);
        http.Items[Asked] = text;
        http.Request.Query = new QueryCollection(
            new Dictionary<string, StringValues>(http.Request.Query, StringComparer.OrdinalIgnoreCase)
            {
                [Name] = known.Position.ToString(CultureInfo.InvariantCulture),
            });
        await next(http);
    }
}
