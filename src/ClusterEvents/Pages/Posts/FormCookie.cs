namespace ClusterEvents.Pages.Posts;

/// <summary>
/// The cookie that belongs to the tokens of forms. It is for encrypted connections, whether the service itself sees one
/// or a proxy before it; a development machine has none.
/// </summary>
internal sealed class FormCookie : CookieBuilder
{
    private readonly bool _secure;

    public FormCookie(bool secure)
    {
        _secure = secure;
        Name = secure ? "__Host-clusterevents-form" : "clusterevents-form";
        Path = "/";
        HttpOnly = true;
        IsEssential = true;
        SameSite = SameSiteMode.Strict;
        SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = _secure;
        return options;
    }
}
