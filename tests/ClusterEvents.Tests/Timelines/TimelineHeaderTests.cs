using System.Net;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

public sealed class TimelineHeaderTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const string Page = "/v1/timelines/cities/can-tho?kind=MemberJoined";

    [Theory]
    [InlineData(null, true)]
    [InlineData("vi", true)]
    [InlineData("en", false)]
    [InlineData("en-GB", false)]
    [InlineData("EN", false)]
    [InlineData("en;q=0.5, vi;q=0.8", true)]
    [InlineData("vi;q=0.5, en;q=0.8", false)]
    [InlineData("fr, en;q=0.5", false)]
    [InlineData("fr", true)]
    [InlineData("en;q=0", true)]
    [InlineData("en;q=0, vi;q=0.1", true)]
    [InlineData("*", true)]
    public async Task Titles_are_Vietnamese_unless_English_is_preferred(string? acceptLanguage, bool vietnamese)
    {
        await app.TimelineAsync("cities/can-tho");

        var page = acceptLanguage is null ? await app.GetAsync(Page)
            : await app.GetAsync(Page, ("Accept-Language", acceptLanguage));

        Assert.Equal(vietnamese ? "Công an can-tho tham gia Cụm thi đua" : "Công an can-tho joined the cluster",
            (string?)page.Expect(HttpStatusCode.OK).Entries[0]!["title"]);
        Assert.Contains("Accept-Language", page.Headers.Vary);
        Assert.Equal([vietnamese ? "vi" : "en"], page.ContentHeaders.ContentLanguage);
    }

    [Theory]
    [InlineData("/v1/search?q=cum")]
    [InlineData("/v1/timelines/cities/can-tho/summary")]
    [InlineData("/v1/timelines/cities/can-tho.csv")]
    [InlineData("/v1/timelines/cities/can-tho.atom")]
    [InlineData("/v1/audit/differences?timeline=city/can-tho")]
    [InlineData("/v1/audit/replay/cities/can-tho")]
    [InlineData("/v1/directives.csv")]
    public async Task An_answer_with_worded_texts_says_its_language(string path)
    {
        foreach (var language in new[] { "vi", "en" })
        {
            var answer = (await app.GetAsync(path, ("Accept-Language", language))).Expect(HttpStatusCode.OK);
            Assert.Equal([language], answer.ContentHeaders.ContentLanguage);
            Assert.Contains("Accept-Language", answer.Headers.Vary);
            if (answer.Headers.ETag is not { } tag) continue;
            var again = await app.GetAsync(path, ("Accept-Language", language), ("If-None-Match", tag.ToString()));
            Assert.Contains("Accept-Language", again.Expect(HttpStatusCode.NotModified).Headers.Vary);
        }

        var plain = (await app.GetAsync("/v1/cities", ("Accept-Language", "en"))).Expect(HttpStatusCode.OK);
        Assert.Empty(plain.ContentHeaders.ContentLanguage);
    }

    [Fact]
    public async Task A_page_that_the_reader_has_is_not_sent_again()
    {
        var page = await app.TimelineAsync("cities/da-nang");
        var tag = page.Headers.ETag!;
        Assert.False(tag.IsWeak);

        foreach (var known in new[] { tag.Tag, $"\"other\", {tag.Tag}", "*" })
        {
            (await app.GetAsync("/v1/timelines/cities/da-nang?limit=200", ("If-Match", known)))
                .Expect(HttpStatusCode.OK);
            var again = await app.GetAsync("/v1/timelines/cities/da-nang?limit=200", ("If-None-Match", known));
            Assert.Equal("", again.Expect(HttpStatusCode.NotModified).Text);
            Assert.Equal(tag, again.Headers.ETag);
        }

        (await app.GetAsync("/v1/timelines/cities/da-nang?limit=200", ("If-Match", "\"other\"")))
            .Refused(HttpStatusCode.PreconditionFailed, "not-this-version");
        (await app.GetAsync("/v1/timelines/cities/da-nang?limit=200", ("If-None-Match", "\"other\"")))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_has_another_tag_in_another_language_and_after_another_recording()
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        var before = await own.TimelineAsync("cities/can-tho");
        var english = await own.GetAsync("/v1/timelines/cities/can-tho?limit=200", ("Accept-Language", "en"));
        Assert.NotEqual(before.Headers.ETag, english.Headers.ETag);

        (await own.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        await own.TimelineAsync("cities/can-tho");
        var after = await own.GetAsync(
            "/v1/timelines/cities/can-tho?limit=200", ("If-None-Match", before.Headers.ETag!.Tag));

        Assert.Equal("FlowersOffered", after.Expect(HttpStatusCode.OK).Kinds[0]);
    }
}
