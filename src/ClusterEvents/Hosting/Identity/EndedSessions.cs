using ClusterEvents.Pages.SignIn;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace ClusterEvents.Hosting.Identity;

/// <summary>
/// Reads cookies whose session has ended. They give no right: what their holder typed is kept, and no more.
/// </summary>
internal sealed class EndedSessions(IOptionsMonitor<CookieAuthenticationOptions> options, TimeProvider time)
    : IEndedSessions
{
    /// <summary>A page that was left open for longer is nobody's unfinished work.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public string? PersonOf(HttpContext http)
    {
        var cookies = options.Get(SignInOffer.Session);
        return cookies.CookieManager.GetRequestCookie(http, cookies.Cookie.Name!) is { } cookie
            && cookies.TicketDataFormat.Unprotect(cookie) is { Properties.ExpiresUtc: { } until } ticket
            && until + Longest > time.GetUtcNow() ? ticket.Principal.FindFirst("sub")?.Value : null;
    }
}
