using System.Net;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Recording;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>Signing in to pages at a real issuer, and what the session is good for.</summary>
[Collection<OnSignedInSite>]
public sealed class SignInTests(SignedInSite site) : IDisposable
{
    private const string Session = "__Host-clusterevents", Form = "/vi/record/x";

    private readonly Visitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task A_page_that_needs_a_role_leads_to_the_issuer_and_back()
    {
        var asked = await _visitor.GetAsync(site.At("/vi/record/x?from=a%26b"));
        Assert.Equal("/vi/sign-in?return=%2Fvi%2Frecord%2Fx%3Ffrom%3Da%2526b", asked.Headers.Location?.ToString());
        var signIn = await TextAsync(await _visitor.OpenAsync(site.At("/vi/record/x?from=a%26b")));
        var go = signIn.Split("href=\"")
            .Single(one => one.Contains("sign-in/go", StringComparison.Ordinal)).Split('"')[0];
        site.Issuer.Next = SignedInSite.Lan;

        var back = await _visitor.OpenAsync(site.At(WebUtility.HtmlDecode(go)));

        Assert.Equal("/vi/record/x?from=a%26b", back.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Equal("vi", site.Issuer.Asked!.UiLocales);
        Assert.Equal("openid profile clusterevents", site.Issuer.Asked.Scope);
        Assert.Equal("S256", site.Issuer.Asked.CodeChallengeMethod);
        // The session holds what is needed and no token: a browser sends it with each request.
        Assert.InRange(_visitor.Cookie(site.Site, Session)!.Length, 100, 1_500);
    }

    [Fact]
    public async Task The_cookie_of_the_session_is_for_this_site_over_encrypted_connections()
    {
        site.Issuer.Next = SignedInSite.Lan;
        var issued = await _visitor.GetAsync(site.At("/vi/sign-in/go"));
        var callback = await _visitor.GetAsync(issued.Headers.Location!);

        var signedIn = await _visitor.GetAsync(callback.Headers.Location!);

        var cookie = signedIn.Headers.GetValues("Set-Cookie")
            .Single(one => one.StartsWith($"{Session}=", StringComparison.Ordinal));
        Assert.EndsWith("; path=/; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.Equal("/vi", signedIn.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Roles_are_found_by_the_path_of_their_claim_and_shown()
    {
        await site.SignInAsync(_visitor, SignedInSite.Lan);

        var account = await TextAsync(await _visitor.GetAsync(site.At("/vi/account")));

        Assert.Contains("Nguyễn Thị Lan", account, StringComparison.Ordinal);
        Assert.Contains("người ghi", account, StringComparison.Ordinal);
        Assert.Contains("Cần Thơ", account, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_does_not_suffice_is_told_with_the_one_that_does()
    {
        var refused = await site.SignInAsync(_visitor, SignedInSite.Lan with { Roles = [Role.Reader] });

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var text = await TextAsync(refused);
        Assert.Contains("Trang này dành cho người ghi hoặc quản trị viên", text, StringComparison.Ordinal);
        Assert.Contains("Nguyễn Thị Lan", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_issuer()
    {
        await site.SignInAsync(_visitor, SignedInSite.Lan);
        using var account = await _visitor.GetAsync(site.At("/vi/account"));
        Assert.Contains(
            $"form-action 'self' {site.Issuer.Url};",
            account.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var before = (_visitor.Cookie(site.Site, Session)!, site.Issuer.Ended);

        var address = site.At("/vi/sign-out");
        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.PostAsync(address)).StatusCode);
        var token = Token(await TextAsync(account));
        var done = await _visitor.FollowAsync(address, await _visitor.PostAsync(address, (PagePost.Field, token)));

        // The overview asks to sign in, because this record is not open to everyone.
        Assert.StartsWith("/vi/sign-in?", done.RequestMessage!.RequestUri!.PathAndQuery, StringComparison.Ordinal);
        Assert.Null(_visitor.Cookie(site.Site, Session));
        Assert.Equal(before.Ended + 1, site.Issuer.Ended);
    }

    [Fact]
    public async Task The_API_never_takes_the_cookie_and_a_page_no_token()
    {
        await site.SignInAsync(_visitor, SignedInSite.Lan);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _visitor.GetAsync(site.At("/v1/cities"))).StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await _visitor.GetAsync(site.At("/log/tile/entries/000.p/1"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _visitor.PostAsync(site.At("/v1/meetings"))).StatusCode);
    }

    [Fact]
    public async Task Another_node_takes_the_cookie_and_the_token_of_a_form()
    {
        var token = await TextAsync(await site.SignInAsync(_visitor, SignedInSite.Lan));
        var other = (await site.OtherAsync()).Http.BaseAddress!;
        foreach (var name in new[] { Session, "__Host-clusterevents-form" })
            _visitor.SetCookie(other, name, _visitor.Cookie(site.Site, name)!);

        var answer = await _visitor.PostAsync(new(other, Form), (PagePost.Field, token), ("title", "x"));

        Assert.Equal("done by Nguyễn Thị Lan", await TextAsync(answer));
    }

    [Fact]
    public async Task A_token_of_one_person_is_none_of_another()
    {
        var token = await TextAsync(await site.SignInAsync(_visitor, SignedInSite.Lan));
        await site.SignInAsync(_visitor, SignedInSite.Lan with { Subject = "0198-an", Name = "An" });

        var answer = await TextAsync(
            await _visitor.PostAsync(site.At(Form), (PagePost.Field, token), ("title", "Chỉ đạo")));

        Assert.Contains("|Chỉ đạo|", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state=x")]
    [InlineData("error=access_denied")]
    [InlineData("code=x")]
    public async Task A_callback_that_nobody_asked_for_signs_nobody_in(string query)
    {
        // Other refusals on this site may have used up the lines of the window, which ends by the site's clock.
        site.Clock.Advance(SecurityEvents.Window);
        using var log = LogCollector.Of(site.App);

        var page = await _visitor.OpenAsync(site.At($"/sign-in/callback?{query}"));

        Assert.Contains("failed=refused", page.RequestMessage!.RequestUri!.Query, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Null(_visitor.Cookie(site.Site, Session));
        Assert.Contains(log.Lines, line => line.Id.Id == SecurityEvents.SignInRefused.Id);
    }

    [Fact]
    public async Task A_state_of_another_browser_signs_nobody_in()
    {
        site.Issuer.Next = SignedInSite.Lan;
        var callback = await CallbackAsync(_visitor);
        using var stranger = new Visitor();

        var page = await stranger.OpenAsync(callback);

        Assert.Contains("failed=refused", page.RequestMessage!.RequestUri!.Query, StringComparison.Ordinal);
        Assert.Null(stranger.Cookie(site.Site, Session));
    }

    [Fact]
    public async Task A_callback_that_is_sent_again_signs_nobody_in()
    {
        site.Issuer.Next = SignedInSite.Lan;
        var callback = await CallbackAsync(_visitor);
        await _visitor.OpenAsync(callback);
        Assert.NotNull(_visitor.Cookie(site.Site, Session));
        _visitor.Forget(site.Site, Session);

        await _visitor.OpenAsync(callback);

        Assert.Null(_visitor.Cookie(site.Site, Session));
    }

    [Fact]
    public async Task Who_cancels_at_the_issuer_reads_that_nothing_happened_and_keeps_the_way_back()
    {
        var page = await site.SignInAsync(_visitor, person: null);

        Assert.Equal(
            "/vi/sign-in?return=%2Fvi%2Frecord%2Fx&failed=refused", page.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Contains("chưa xong", await TextAsync(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/vi")]
    [InlineData("//elsewhere.example/vi")]
    [InlineData("/\\elsewhere.example/vi")]
    [InlineData("/vi\\..\\..\\elsewhere")]
    [InlineData("/v1/cities")]
    [InlineData("/%09/elsewhere.example/vi")]
    [InlineData("javascript:alert(1)")]
    public async Task One_is_led_back_to_a_page_of_this_service_alone(string back)
    {
        var page = await site.SignInAsync(_visitor, SignedInSite.Lan with { Roles = [Role.Reader] }, back);

        Assert.Equal(site.At("/vi"), page.RequestMessage!.RequestUri);
    }

    [Fact]
    public async Task A_name_that_cannot_stand_on_record_signs_nobody_in()
    {
        var page = await site.SignInAsync(_visitor, SignedInSite.Lan with { Name = "clusterevents" });

        Assert.Contains("failed=refused", page.RequestMessage!.RequestUri!.Query, StringComparison.Ordinal);
        Assert.Null(_visitor.Cookie(site.Site, Session));
    }

    private async Task<Uri> CallbackAsync(Visitor visitor)
    {
        var asked = await visitor.GetAsync(site.At($"/vi/sign-in/go?return={Form}"));
        return (await visitor.GetAsync(asked.Headers.Location!)).Headers.Location!;
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestApp.Cancel);

    private static string Token(string page) =>
        page.Split($"name=\"{PagePost.Field}\" value=\"")[1].Split('"')[0];
}
