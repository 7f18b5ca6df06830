using System.Net;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>Pages that are kept in memory are those that would be made anew.</summary>
public sealed class PageCacheTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Theory]
    [InlineData("/vi")]
    [InlineData("/vi/cities/can-tho")]
    [InlineData("/en/clusters/cum-1-bca/timeline")]
    [InlineData("/vi/cities/can-tho/years/2022")]
    [InlineData("/vi/campaigns/vi-an-ninh-to-quoc-2022")]
    [InlineData("/vi/directives")]
    public async Task A_page_is_kept_until_something_is_recorded(string page)
    {
        // Else what is projected or sealed in between makes another page of it.
        await app.SettledAsync(TimeSpan.FromMinutes(1));
        var first = (await app.GetAsync(page)).Expect(HttpStatusCode.OK);
        var kept = (await app.GetAsync(page)).Expect(HttpStatusCode.OK);
        var anew = (await app.GetAsync(page, ("Cache-Control", "no-cache"))).Expect(HttpStatusCode.OK);

        await app.PostEventAsync(Scenarios.Flowers());
        await app.TimelineAsync("cities/can-tho");
        var after = (await app.GetAsync(page)).Expect(HttpStatusCode.OK);

        Assert.NotNull(kept.Headers.Age);
        Assert.Null(anew.Headers.Age);
        Assert.Null(after.Headers.Age);
        Assert.Equal(anew.Text, kept.Text);
        Assert.Equal(first.Headers.ETag, kept.Headers.ETag);
    }

    [Fact]
    public async Task What_was_just_recorded_is_on_the_page_at_once()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!["place"] = "Đền Hùng";
        Assert.DoesNotContain("Đền Hùng", await CityAsync(), StringComparison.Ordinal);

        await app.PostEventAsync(flowers);
        await app.TimelineAsync("cities/can-tho");

        Assert.Contains("Đền Hùng", await CityAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_refused_is_kept()
    {
        var (first, second) = (await app.GetAsync("/vi/cities/nowhere"), await app.GetAsync("/vi/cities/nowhere"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (first.Status, second.Status));
        Assert.Null(second.Headers.Age);
    }

    private async Task<string> CityAsync() =>
        WebUtility.HtmlDecode((await app.GetAsync("/vi/cities/can-tho")).Expect(HttpStatusCode.OK).Text);
}
