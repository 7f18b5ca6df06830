namespace ClusterEvents.Pages.SignIn;

/// <summary>How people sign in to pages of this installation.</summary>
/// <param name="IsOffered">Whether pages have a client at the issuer; otherwise they serve public reading
/// alone.</param>
/// <param name="IsDevelopment">Whether everyone is the local developer.</param>
/// <param name="IssuerOrigin">The origin of the issuer, to which signing out leads; null without one.</param>
public sealed record SignInOffer(bool IsOffered, bool IsDevelopment, string? IssuerOrigin)
{
    /// <summary>The scheme of the session: a cookie that is valid for pages only.</summary>
    public const string Session = "Session";

    /// <summary>The scheme of signing in at the issuer.</summary>
    public const string Issuer = "Issuer";

    /// <summary>The content security policy of a page, which lets its forms lead to the issuer.</summary>
    public string Allow(string policy) => IssuerOrigin is null ? policy
        // Chromium checks where a post is redirected to, and signing out ends at the issuer.
        : policy.Replace("form-action 'self'", $"form-action 'self' {IssuerOrigin}", StringComparison.Ordinal);
}
