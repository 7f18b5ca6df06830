using System.Net;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

[Collection<OnSeeds>]
public sealed class HeadTests(SeededApp app)
{
    [Theory]
    [InlineData("/v1/timelines/cities/can-tho", true)]
    [InlineData("/v1/timelines/cities/can-tho.ics", true)]
    [InlineData("/v1/timelines/cities/nowhere", false)]
    [InlineData("/v1/cities", false)]
    [InlineData("/v1/events", false)]
    [InlineData("/log/checkpoint", false)]
    [InlineData("/openapi/v1.json", false)]
    [InlineData("/health/live", false)]
    [InlineData("/nothing-is-here", false)]
    [InlineData("/vi/cities/can-tho", true)]
    public async Task HEAD_is_answered_as_GET_without_the_body(string path, bool hasTag)
    {
        await app.TimelineAsync("cities/can-tho");
        var get = await app.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await app.Http.SendAsync(request, TestApp.Cancel);

        Assert.Equal(get.Status, head.StatusCode);
        Assert.Equal(get.ContentHeaders.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(hasTag, head.Headers.ETag is not null);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestApp.Cancel));
    }

    [Fact]
    public async Task HEAD_of_what_never_ends_is_answered_and_leaves_the_connection_to_the_next_request()
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
        {
            BaseAddress = app.Http.BaseAddress,
            Timeout = TimeSpan.FromSeconds(30),
        };
        using var request = new HttpRequestMessage(HttpMethod.Head, "/v1/timelines/cities/can-tho/live");
        using var head = await http.SendAsync(request, TestApp.Cancel);
        using var next = await http.GetAsync(new Uri("/health/live", UriKind.Relative), TestApp.Cancel);

        Assert.Equal("text/event-stream", head.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task HEAD_is_not_described_beside_every_GET()
    {
        var paths = (await app.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject();

        Assert.All(paths, path => Assert.Null(path.Value!["head"]));
        Assert.Null(paths["/"]);
    }

    [Fact]
    public async Task The_address_of_the_service_leads_to_its_page()
    {
        var page = await app.GetAsync("/");

        Assert.Contains(" – ClusterEvents</title>", page.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }
}
