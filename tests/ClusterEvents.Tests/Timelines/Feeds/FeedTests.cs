using System.Net;
using ClusterEvents.Domain.Model;
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
    [InlineData("a..b", "")]
    [InlineData("x:99999", "")]
    [InlineData("", "")]
    [InlineData("cum-1.example:8080", "https://cum-1.example:8080")]
    public void A_feed_has_an_address_whatever_the_Host_header(string host, string origin)
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host, request.Path) = ("https", new(host), Timeline);

        var address = FeedAddress.Of(request, new(StreamKinds.City, "can-tho"));
        Assert.Equal($"{origin}{Timeline}", address.At(Timeline).OriginalString);
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
    [InlineData(".CSV", "text/csv")]
    [InlineData(".Atom", "application/atom+xml")]
    [InlineData(".ICS", "text/calendar")]
    public async Task A_suffix_in_any_case_names_the_form_whatever_the_reader_accepts(string suffix, string mediaType)
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
    [InlineData("can-tho.csv", "attachment; filename=can-tho.csv")]
    [InlineData("can-tho.CSV?from=2022-01-01&to=2022-12-31", "attachment; filename=can-tho-2022.csv")]
    [InlineData("can-tho.ics?from=2022-07-01&to=2022-07-31",
        "attachment; filename=can-tho-2022-07-01-2022-07-31.ics")]
    [InlineData("can-tho.ics?from=2022-07-29&to=2022-07-29&kind=MeetingHeld",
        "attachment; filename=can-tho-2022-07-29-meeting-held.ics")]
    [InlineData(
        "can-tho.atom?from=2022-07-01&q=D%C3%A2ng+hoa", "inline; filename=can-tho-from-2022-07-01-dang-hoa.atom")]
    [InlineData("can-tho.csv?to=2022-07-31&knownAt=100000", "attachment; filename=can-tho-to-2022-07-31-at-100000.csv")]
    public async Task A_file_is_named_by_timeline_and_filters(string path, string disposition)
    {
        var answer = (await app.GetAsync($"/v1/timelines/cities/{path}")).Expect(HttpStatusCode.OK);
        Assert.Equal(disposition, answer.ContentHeaders.ContentDisposition?.ToString());
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".atom")]
    [InlineData(".ics")]
    public async Task HEAD_answers_the_headers_of_the_file(string suffix)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Timeline + suffix);
        using var head = await app.Http.SendAsync(request, TestApp.Cancel);
        var whole = (await app.GetAsync(Timeline + suffix)).Expect(HttpStatusCode.OK);

        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
        Assert.Equal(whole.ContentHeaders.ContentDisposition, head.Content.Headers.ContentDisposition);
    }

    [Theory]
    [InlineData("cities/khong-co.csv", HttpStatusCode.NotFound, "unknown-city")]
    [InlineData("campaigns/khong-co.ics", HttpStatusCode.NotFound, "unknown-campaign")]
    [InlineData("cities/can-tho.pdf", HttpStatusCode.NotFound, "unknown-city")]
    [InlineData("cities/can-tho.atom?limit=50", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("cities/can-tho.csv?limit=200", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("cities/can-tho.ics?cursor=MS4", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("cities/can-tho.atom?order=asc", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("cities/can-tho.csv?knownAt=0", HttpStatusCode.NotFound, "unknown-city")]
    [InlineData("cities/can-tho.csv?form=csv", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task What_is_refused_is_refused_with_problem_details_in_every_form(
        string path, HttpStatusCode status, string code) =>
        (await app.GetAsync($"/v1/timelines/{path}")).Refused(status, code);
}
