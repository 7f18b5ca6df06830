using ClusterEvents.Recording.Http;

namespace ClusterEvents.Pages.Posts;

/// <summary>
/// A cookie of the pages. Behind the prefix of a proxy its path is that prefix, so that two installations at one host
/// keep a cookie each; the rules of <c>__Host-</c>, which no other host can set, allow the path <c>/</c> alone.
/// </summary>
/// <remarks>
/// It is for encrypted connections, whether the service itself sees one or a proxy before it; a development machine has
/// none.
/// </remarks>
internal sealed class PageCookie : CookieBuilder
{
    private readonly string _name;
    private readonly bool _secure;
    private readonly IHttpContextAccessor _requests;

    /// <param name="name">The name without what browsers check of it.</param>
    /// <param name="secure">Whether it is for encrypted connections only.</param>
    /// <param name="requests">The request whose prefix counts.</param>
    public PageCookie(string name, bool secure, IHttpContextAccessor requests)
    {
        (_name, _secure, _requests) = (name, secure, requests);
        HttpOnly = true;
        IsEssential = true;
    }

    public override string? Name => !_secure ? _name : $"{(Prefix.Length == 0 ? "__Host-" : "__Secure-")}{_name}";

    public override string? Path => Prefix.Length == 0 ? "/" : Prefix;

    private string Prefix => _requests.HttpContext?.Request.Visible("") ?? "";

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        // The library would take it from the request, which a proxy may have received encrypted.
        options.Secure = _secure;
        return options;
    }
}
