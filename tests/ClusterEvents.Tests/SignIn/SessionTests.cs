using System.Net;
using ClusterEvents.Pages.Posts;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>How long a session lasts, and what becomes of a form that meets its end.</summary>
[Collection<OnSignedInSite>]
public sealed class SessionTests(SignedInSite site) : IDisposable
{
    private const string Form = "/vi/record/x";

    private readonly Visitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task A_session_ends_after_eight_hours_without_use()
    {
        await site.SignInAsync(_visitor, SignedInSite.Lan);
        site.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(site.At(Form))).StatusCode);

        site.Clock.Advance(TimeSpan.FromHours(8.5));

        Assert.Equal(HttpStatusCode.Redirect, (await _visitor.GetAsync(site.At(Form))).StatusCode);
    }

    [Fact]
    public async Task Roles_are_read_again_after_twelve_hours_in_any_case()
    {
        await site.SignInAsync(_visitor, SignedInSite.Lan);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            site.Clock.Advance(TimeSpan.FromHours(5.5));
            Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(site.At(Form))).StatusCode);
        }

        site.Clock.Advance(TimeSpan.FromHours(1.5));
        Assert.Equal(HttpStatusCode.Redirect, (await _visitor.GetAsync(site.At(Form))).StatusCode);

        // The role was revoked meanwhile.
        var again = await site.SignInAsync(_visitor, SignedInSite.Lan with { Roles = [] });
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
    }

    [Fact]
    public async Task A_page_that_is_kept_for_one_reader_is_shown_to_no_other()
    {
        using var stranger = new Visitor();
        await site.SignInAsync(_visitor, SignedInSite.Lan);
        var own = await TextAsync(await _visitor.GetAsync(site.At("/vi")));

        var others = await TextAsync(await stranger.GetAsync(site.At("/vi")));
        var again = await TextAsync(await _visitor.GetAsync(site.At("/vi")));

        Assert.Contains($"<b>{SignedInSite.Lan.Name}</b>", own, StringComparison.Ordinal);
        Assert.DoesNotContain(SignedInSite.Lan.Name, others, StringComparison.Ordinal);
        Assert.Equal(own, again);
    }

    [Fact]
    public async Task A_form_that_meets_an_ended_session_is_given_back_after_signing_in_again()
    {
        var (go, sent) = await SendAfterTheEndAsync(Form + "?from=meeting");
        Assert.Equal(HttpStatusCode.Unauthorized, sent.StatusCode);

        site.Issuer.Next = SignedInSite.Lan;
        var back = await _visitor.OpenAsync(go);

        Assert.Equal(
            "Bạn đã đăng nhập lại, và điều bạn nhập vẫn còn. Chưa có gì được ghi: xem lại rồi gửi lần nữa."
            + "|Chỉ đạo số 1|/record/x?from=meeting", await TextAsync(back));
        // It is rendered and nothing else: the token that came along is not taken.
        Assert.Contains("draft=", back.RequestMessage!.RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_given_back_to_nobody_else_and_for_an_hour_only()
    {
        var (go, _) = await SendAfterTheEndAsync(Form);
        using var other = new Visitor();
        site.Issuer.Next = SignedInSite.Lan with { Subject = "0198-an", Name = "An" };
        Assert.DoesNotContain("Chỉ đạo", await TextAsync(await other.OpenAsync(go)), StringComparison.Ordinal);

        site.Clock.Advance(TimeSpan.FromMinutes(61));
        site.Issuer.Next = SignedInSite.Lan;

        var late = await _visitor.OpenAsync(go);
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        Assert.DoesNotContain("Chỉ đạo", await TextAsync(late), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_kept_for_who_was_never_signed_in_or_sends_too_much()
    {
        var before = await KeptAsync();
        using var stranger = new Visitor();
        stranger.SetCookie(site.Site, "__Host-clusterevents", "CfDJ8forged");
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await stranger.PostAsync(site.At(Form), ("title", "x"))).StatusCode);
        Assert.Equal(before, await KeptAsync());
        await site.SignInAsync(_visitor, SignedInSite.Lan);
        site.Clock.Advance(TimeSpan.FromHours(9));
        // What other tests left is over by now.
        Assert.Equal(0L, await KeptAsync());
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await _visitor.PostAsync(site.At(Form), ("title", new string('x', 70_000)))).StatusCode);
        Assert.Equal(0L, await KeptAsync());

        foreach (var _ in Enumerable.Range(0, 6)) await _visitor.PostAsync(site.At(Form), ("title", "x"));

        Assert.Equal(4L, await KeptAsync());
    }

    private async Task<(Uri Go, HttpResponseMessage Sent)> SendAfterTheEndAsync(string path)
    {
        var token = await TextAsync(await site.SignInAsync(_visitor, SignedInSite.Lan));
        site.Clock.Advance(TimeSpan.FromHours(9));
        var sent = await _visitor.PostAsync(site.At(path), (PagePost.Field, token), ("title", "Chỉ đạo số 1"));
        var page = await TextAsync(sent);
        Assert.Contains("điều bạn nhập vẫn còn", page, StringComparison.Ordinal);
        Assert.Contains("<dd>Chỉ đạo số 1</dd>", page, StringComparison.Ordinal);
        var go = page.Split("href=\"")
            .Single(one => one.Contains("sign-in/go", StringComparison.Ordinal)).Split('"')[0];
        return (site.At(WebUtility.HtmlDecode(go)), sent);
    }

    private async Task<long> KeptAsync()
    {
        await using var query = site.App.Database.CreateCommand(
            "select count(*) from clusterevents.page_draft where kept_until > $1");
        query.Parameters.Add(new() { Value = site.Clock.GetUtcNow() });
        return (long)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestApp.Cancel);
}
