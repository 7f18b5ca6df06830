using System.Net;
using ClusterEvents.Pages.Posts;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>Signing in to pages behind the prefix of a proxy, beside another installation at the same host.</summary>
[Collection<OnSignedInSite>]
public sealed class PrefixedSignInTests(SignedInSite site) : IDisposable
{
    private const string Prefix = "/su-kien", Form = "/vi/record/x";

    private readonly Visitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task One_signs_in_and_out_there_with_cookies_of_that_prefix()
    {
        using var asked = await SendAsync(HttpMethod.Get, Form);
        Assert.Equal($"{Prefix}/vi/sign-in?return=%2Fvi%2Frecord%2Fx", asked.Headers.Location?.ToString());
        site.Issuer.Next = SignedInSite.Lan;

        using var issued = await SendAsync(HttpMethod.Get, "/vi/sign-in/go?return=%2Fvi%2Frecord%2Fx");
        using var issuer = await _visitor.GetAsync(issued.Headers.Location!);
        using var signedIn = await FollowAsync(issuer);
        using var form = await FollowAsync(signedIn);

        Assert.Equal(Prefix + Form, signedIn.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        Assert.EndsWith($"; path={Prefix}; secure; samesite=lax; httponly",
            CookieOf(signedIn, "__Secure-clusterevents="), StringComparison.Ordinal);
        Assert.EndsWith($"; path={Prefix}; secure; samesite=strict; httponly",
            CookieOf(form, "__Secure-clusterevents-form="), StringComparison.Ordinal);

        var token = await form.Content.ReadAsStringAsync(TestApp.Cancel);
        using var sent = await SendAsync(HttpMethod.Post, Form, (PagePost.Field, token), ("title", "x"));
        Assert.Equal("done by Nguyễn Thị Lan", await sent.Content.ReadAsStringAsync(TestApp.Cancel));
        using var signedOut = await SendAsync(HttpMethod.Post, "/vi/sign-out", (PagePost.Field, token));
        using var ended = await _visitor.GetAsync(signedOut.Headers.Location!);
        using var home = await FollowAsync(ended);
        Assert.Equal($"{Prefix}/vi", home.Headers.Location?.ToString());
        Assert.Null(_visitor.Cookie(site.Site, "__Secure-clusterevents"));
    }

    [Fact]
    public async Task Who_is_refused_by_the_issuer_reads_why_there()
    {
        site.Issuer.Next = null;

        using var issued = await SendAsync(HttpMethod.Get, "/en/sign-in/go?return=%2Fen%2Frecord%2Fx");
        using var issuer = await _visitor.GetAsync(issued.Headers.Location!);
        using var refused = await FollowAsync(issuer);

        Assert.Equal($"{Prefix}/en/sign-in?return=%2Fen%2Frecord%2Fx&failed=refused",
            refused.Headers.Location?.ToString());
    }

    /// <summary>Goes where an answer leads, as the proxy passes it on: without the prefix.</summary>
    private Task<HttpResponseMessage> FollowAsync(HttpResponseMessage answer)
    {
        var to = new Uri(site.Site, answer.Headers.Location!).PathAndQuery;
        Assert.StartsWith(Prefix, to, StringComparison.Ordinal);
        return SendAsync(HttpMethod.Get, to[Prefix.Length..]);
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, params (string Name, string Value)[] fields) =>
        _visitor.SendAsync(new(method, site.At(path))
        {
            Headers = { { "X-Forwarded-Prefix", Prefix } },
            Content = fields.Length == 0 ? null : new FormUrlEncodedContent(
                fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

    private static string CookieOf(HttpResponseMessage answer, string name) => answer.Headers.GetValues("Set-Cookie")
        .Single(one => one.StartsWith(name, StringComparison.Ordinal));
}
