namespace ClusterEvents.Recording.Http;

/// <summary>Tells what a request is for before it is routed.</summary>
public static class Routes
{
    /// <summary>
    /// Whether a request is to a route without parameters. Routes are found in any case, and with a slash at the end.
    /// </summary>
    public static bool IsTo(this HttpRequest request, string route) =>
        request.Path.Value!.TrimEnd('/').Equals(route, StringComparison.OrdinalIgnoreCase);
}
