using Microsoft.AspNetCore.WebUtilities;

namespace ClusterEvents.Recording.Http;

/// <summary>Addresses made from the address of a request.</summary>
internal static class RequestAddress
{
    /// <summary>A path as the client sees it: behind the prefix that a proxy in front takes off.</summary>
    public static string Visible(this HttpRequest request, string path) => request.PathBase.ToUriComponent() + path;

    /// <summary>The same path as the service knows it; null if it is not behind that prefix.</summary>
    public static string? Unprefixed(this HttpRequest request, string? visible) =>
        visible?.StartsWith(request.Visible(""), StringComparison.Ordinal) is true
            ? visible[request.Visible("").Length..] : null;

    /// <summary>The path of a request with some of its query parameters and further ones.</summary>
    /// <param name="request">The request.</param>
    /// <param name="keeps">Whether to keep the parameters of a name.</param>
    /// <param name="more">The further parameters.</param>
    public static string AddressWith(
        this HttpRequest request, Func<string, bool> keeps, params KeyValuePair<string, string?>[] more) =>
        QueryHelpers.AddQueryString(request.Path.ToUriComponent(), request.Query.Where(p => keeps(p.Key))
            .SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value)).Concat(more));
}
