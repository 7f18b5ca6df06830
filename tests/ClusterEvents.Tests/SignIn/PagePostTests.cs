using System.Net;
using System.Text;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>What a post to a page needs, on a form of each kind.</summary>
public sealed class PagePostTests(PagePostTests.App app) : IClassFixture<PagePostTests.App>, IDisposable
{
    private const string Form = "/vi/record/x", Strict = "/vi/record/strict", Cookie = "clusterevents-form";

    private readonly Visitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task A_post_with_the_token_of_its_form_is_answered()
    {
        var token = await OpenAsync();

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Form, token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Strict, token)).StatusCode);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task Without_token_or_cookie_a_form_gets_to_show_what_was_typed(bool withCookie, bool withToken)
    {
        var token = await OpenAsync();
        if (!withCookie) _visitor.Forget(app.Http.BaseAddress!, Cookie);

        using var answer = await SendAsync(Form, withToken ? token : "stale");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("Chỉ đạo số 1", await answer.Content.ReadAsStringAsync(TestApp.Cancel));
    }

    [Theory]
    [InlineData("/vi/record/strict")]
    [InlineData("/VI/Record/strict")]
    [InlineData("/en/record/strict")]
    public async Task A_route_that_renders_no_form_does_not_run_without_a_token(string path)
    {
        using var answer = await SendAsync(path, "");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            path.StartsWith("/en", StringComparison.Ordinal) ? "Your session has ended." : "Phiên làm việc đã hết.",
            await answer.Content.ReadAsStringAsync(TestApp.Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_is_no_form_that_can_be_read_has_no_token(string type)
    {
        await OpenAsync();

        using var answer = await _visitor.SendAsync(new(HttpMethod.Post, new Uri(app.Http.BaseAddress!, Strict))
        {
            Content = new StringContent($"{new string('x', 5_000)}=1", Encoding.UTF8, type),
        });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_alone_and_a_browser_may_go_back_to_the_form()
    {
        using var page = await _visitor.GetAsync(new(app.Http.BaseAddress!, Form));

        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"{Cookie}=", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.True(page.Headers.CacheControl is { Private: true, NoCache: true, NoStore: false });
        Assert.False(page.Headers.Contains("X-Frame-Options"));
    }

    private async Task<string> OpenAsync()
    {
        using var page = await _visitor.GetAsync(new(app.Http.BaseAddress!, Form));
        return await page.Content.ReadAsStringAsync(TestApp.Cancel);
    }

    private Task<HttpResponseMessage> SendAsync(string path, string token) => _visitor.PostAsync(
        new(app.Http.BaseAddress!, path), (PagePost.Field, token), ("title", "Chỉ đạo số 1"));

    public sealed class App : TestApp
    {
        protected override void Map(WebApplication app)
        {
            var pages = app.MapGroup("/{language:regex(^(vi|en)$)}").DisableAntiforgery();
            pages.MapGet("/record/x", (PageContext page, HttpContext http) => page.WithForms(http).FormToken);
            pages.MapPost("/record/x", (HttpContext http) => TypedResults.Text(
                http.Request.Form["title"].ToString(),
                statusCode: PagePost.IsTokenValid(http)
                    ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity))
                .AnswersStaleToken();
            pages.MapPost("/record/strict", () => "done");
        }
    }
}
