using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using ClusterEvents.Pages.Posts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>A form is bounded before its route runs, and one that cannot be read is refused as a page.</summary>
[Collection<OnSignedInSite>]
public sealed class PageFormTests(SignedInSite site) : IDisposable
{
    private const string Form = "application/x-www-form-urlencoded";

    private readonly Visitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Theory]
    [InlineData("/vi/record/flowers-offered")]
    [InlineData("/vi/conference")]
    [InlineData("/vi/monthly")]
    [InlineData("/vi/import")]
    [InlineData("/vi/import/0198c0de-0000-7000-8000-000000000000")]
    public async Task A_form_that_cannot_be_read_is_refused_and_no_fault_of_the_program(string path)
    {
        await site.SignInAsync(_visitor, SignedInSite.Lan);
        using var log = LogCollector.Of(site.App);

        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(path, "title=a%00b"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(path, $"{new string('x', 5_000)}=1"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(path, string.Concat(
            Enumerable.Range(0, 10_000).Select(field => string.Create(CultureInfo.InvariantCulture, $"f{field}=1&")))));

        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(path, "{}", "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(path, "a=b", $"{Form}; charset=utf-7"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(path, "b", "multipart/form-data"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(
            path, "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx", "multipart/form-data; boundary=b"));

        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_refused()
    {
        await site.SignInAsync(_visitor, SignedInSite.Lan);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            await SendAsync("/vi/record/flowers-offered", $"title={new string('x', 1 << 20)}"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            await SendAsync("/vi/record/flowers-offered", $"title={new string('x', 1 << 20)}", chunked: true));
    }

    [Fact]
    public async Task A_form_must_arrive_within_a_minute_however_slowly_it_is_sent()
    {
        var time = new FakeTimeProvider();
        var (http, sent) = Slow(time);
        var refusal = PageForm.RefusalAsync(http, withFile: false);
        for (var second = 1; second < 60; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await sent.WriteAsync("x"u8.ToArray(), TestApp.Cancel);
        }

        Assert.False(refusal.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(StatusCodes.Status408RequestTimeout,
            Assert.IsAssignableFrom<IStatusCodeHttpResult>(await refusal).StatusCode);
        // Who is told so still has a connection.
        Assert.False(http.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public async Task A_form_whose_sender_leaves_is_no_fault_of_the_program()
    {
        var (http, sent) = Slow(TimeProvider.System);
        var refusal = PageForm.RefusalAsync(http, withFile: false);
        await sent.CompleteAsync(new BadHttpRequestException("Unexpected end of request content."));

        Assert.Equal(StatusCodes.Status400BadRequest,
            Assert.IsAssignableFrom<IStatusCodeHttpResult>(await refusal).StatusCode);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(65_537, 0)]
    [InlineData(1_000, 10)]
    public async Task Nobody_waits_for_the_form_of_a_request_that_is_refused_already(int? length, int seconds)
    {
        var time = new FakeTimeProvider();
        var (http, sent) = Slow(time);
        http.Request.ContentLength = length;
        await sent.WriteAsync("title="u8.ToArray(), TestApp.Cancel);

        var read = PageForm.OfRefusedAsync(http);
        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Null(await read.WaitAsync(TimeSpan.FromSeconds(30), TestApp.Cancel));
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("0123456789abcdef0123456789abcde%00")]
    [InlineData("%27")]
    public async Task What_names_no_form_that_was_kept_is_passed_over(string id)
    {
        await site.SignInAsync(_visitor, SignedInSite.Lan);

        using var page = await _visitor.GetAsync(site.At($"/vi/record?draft={id}"));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    /// <summary>A connection that can be ended.</summary>
    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort() => RequestAborted = new(canceled: true);
    }

    private static (HttpContext Http, PipeWriter Sent) Slow(TimeProvider time)
    {
        var sent = new Pipe();
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddSingleton(time).BuildServiceProvider(),
        };
        http.Features.Set<IHttpRequestLifetimeFeature>(new Lifetime());
        http.Request.Body = sent.Reader.AsStream();
        http.Request.ContentType = Form;
        return (http, sent.Writer);
    }

    private async Task<HttpStatusCode> SendAsync(
        string path, string form, string mediaType = Form, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, site.At(path))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(form)),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await _visitor.SendAsync(request);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        return answer.StatusCode;
    }
}
