using ClusterEvents.Pages.Frame;

namespace ClusterEvents.Pages.SignIn;

/// <summary>
/// Where to go after signing in: a page of this service and nothing else. It is kept as the service knows it, and
/// stands behind the prefix of a proxy only where a browser is sent there.
/// </summary>
internal static class ReturnAddress
{
    public const string Parameter = "return";

    private const int Longest = 2_000;

    private static readonly Uri Here = new("http://here.invalid");

    /// <summary>The address that was asked for if it is one of a page, or else the overview.</summary>
    public static string Of(HttpContext http) =>
        Local(http.Request.Query[Parameter]) ?? $"/{PageContext.Of(http).Code}";

    /// <summary>This page, unless it is one about signing in itself: then the overview.</summary>
    public static string Of(PageContext page) => page.Path.StartsWith("/sign-", StringComparison.Ordinal)
        ? $"/{page.Code}" : $"/{page.Code}{page.Path}{page.Query}";

    /// <summary>The address of the sign-in page that leads back to what a request asked for.</summary>
    public static string SignInFor(HttpRequest request) =>
        SignIn(PageContext.Of(request.HttpContext).Code, $"{request.Path}{request.QueryString}");

    /// <summary>The address from which the attempt to sign in starts.</summary>
    public static string Go(string language, string back) =>
        $"/{language}/sign-in/go?{Parameter}={Uri.EscapeDataString(back)}";

    public static string SignIn(string language, string back) =>
        $"/{language}/sign-in?{Parameter}={Uri.EscapeDataString(back)}";

    /// <summary>An address if a browser stays on this site with it, and on a page; null otherwise.</summary>
    internal static string? Local(string? address)
    {
        // Browsers read a backslash as a slash, and leave out tabs and line ends: //elsewhere is another site.
        if (address is not { Length: > 1 and <= Longest } || address[0] != '/' || address[1] is '/' or '\\'
            || address.Any(letter => letter is '\\' or < ' ')
            || !Uri.TryCreate(Here, address, out var uri) || uri.Host != Here.Host) return null;
        return PageContext.IsPage(uri.AbsolutePath) ? uri.PathAndQuery : null;
    }
}
