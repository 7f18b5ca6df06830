using System.Net;
using ClusterEvents.Timelines.Feeds;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

[Collection<OnFeeds>]
public sealed class FeedTests(FeedApp app)
{
    private const string Timeline = "/v1/timelines/cities/can-tho";

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("application/atom+xml;type=feed", "application/atom+xml")]
    [InlineData("text/calendar; charset=utf-8", "text/calendar")]
    [InlineData("text/*", "text/csv")]
    [InlineData("application/json;q=0.5, text/calendar", "text/calendar")]
    [InlineData("application/json;q=0.5, text/calendar;q=0.4", "application/json")]
    [InlineData("*/*, application/atom+xml", "application/atom+xml")]
    [InlineData("*/*;q=0.1, text/csv;q=0, text/*;q=0.9", "text/calendar")]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8", "application/json")]
    public async Task The_format_is_the_preferred_one_of_those_available(string? accept, string mediaType)
    {
        var answer = await app.GetAsync(Timeline, accept is null ? [] : [("Accept", accept)]);

        answer.Expect(HttpStatusCode.OK);
        Assert.Equal(mediaType, answer.ContentHeaders.ContentType?.MediaType);
        Assert.Equal("Accept, Accept-Language", string.Join(", ", answer.Headers.Vary));
    }

    [Theory]
    [InlineData("a..b", "localhost")]
    [InlineData("x:99999", "localhost")]
    [InlineData("", "localhost")]
    [InlineData("cum-1.example:8080", "cum-1.example:8080")]
    public void A_page_has_an_address_whatever_the_Host_header(string host, string called)
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host, request.Path) = ("https", new(host), Timeline);

        Assert.Equal($"https://{called}{Timeline}", PageAddress.Of(request, cursor: null).At(Timeline).AbsoluteUri);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml, image/*")]
    [InlineData("application/json;q=0")]
    public async Task A_reader_that_accepts_no_format_gets_the_list_of_formats(string accept)
    {
        var refused = (await app.GetAsync(Timeline, ("Accept", accept)))
            .Refused(HttpStatusCode.NotAcceptable, "not-acceptable");
        Assert.Contains("text/calendar", (string)refused.Json["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".csv", "text/csv")]
    [InlineData(".atom", "application/atom+xml")]
    [InlineData(".ics", "text/calendar")]
    public async Task A_suffix_names_the_form_whatever_the_reader_accepts(string suffix, string mediaType)
    {
        foreach (var timeline in new[] { Timeline, $"/v1/timelines/campaigns/{Scenarios.Campaign}" })
        {
            var answer = (await app.GetAsync(timeline + suffix, ("Accept", "text/html"))).Expect(HttpStatusCode.OK);
            Assert.Equal(mediaType, answer.ContentHeaders.ContentType?.MediaType);
            Assert.Equal("utf-8", answer.ContentHeaders.ContentType?.CharSet);
        }
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".atom")]
    [InlineData(".ics")]
    public async Task A_reader_that_has_the_feed_already_gets_304(string suffix)
    {
        var first = (await app.GetAsync(Timeline + suffix)).Expect(HttpStatusCode.OK);
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);

        var again = await app.GetAsync(Timeline + suffix, ("If-None-Match", tag.Tag));
        Assert.Empty(again.Expect(HttpStatusCode.NotModified).Text);
        var english = await app.GetAsync(Timeline + suffix, ("If-None-Match", tag.Tag), ("Accept-Language", "en"));
        english.Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("cities/khong-co.csv", HttpStatusCode.NotFound, "unknown-city")]
    [InlineData("campaigns/khong-co.ics", HttpStatusCode.NotFound, "unknown-campaign")]
    [InlineData("cities/can-tho.pdf", HttpStatusCode.NotFound, "unknown-city")]
    [InlineData("cities/can-tho.atom?limit=0", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("cities/can-tho.csv?form=csv", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task What_is_refused_is_refused_with_problem_details_in_every_form(
        string path, HttpStatusCode status, string code) =>
        (await app.GetAsync($"/v1/timelines/{path}")).Refused(status, code);
}
