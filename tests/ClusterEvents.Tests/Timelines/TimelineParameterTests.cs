using System.Net;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>Parameters and paths of a timeline that are refused, and what is said of them.</summary>
[Collection<OnQueriedTimelines>]
public sealed class TimelineParameterTests(QueriedApp app)
{
    [Theory]
    [InlineData("form=2022-05-02", "form")]
    [InlineData("from=02/05/2022", "from")]
    [InlineData("from=2022-02-30", "from")]
    [InlineData("to=", "to")]
    [InlineData("from=2022-05-02&from=2022-05-03", "from")]
    [InlineData("kind=Flowers", "kind")]
    [InlineData("kind=flowersoffered", "kind")]
    [InlineData("order=up", "order")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("atLeast=-1", "atLeast")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("cursor=MC4w", "cursor")]
    [InlineData("cursor=", "cursor")]
    [InlineData("city=C%E1%BA%A7n", "city")]
    [InlineData("campaign=", "campaign")]
    [InlineData("knownAt=2022-02-30", "knownAt")]
    [InlineData("q=%ff%fe", "q")]
    [InlineData("q=hoa%00", "q")]
    [InlineData("q=%C4", "q")]
    [InlineData("limit=1%00", "limit")]
    [InlineData("city=can-tho%7f", "city")]
    public async Task Invalid_parameters_of_a_timeline_are_rejected_by_name(string query, string parameter)
    {
        var refusal = await app.GetAsync($"/v1/timelines/cities/can-tho?{query}");

        refusal.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal([parameter], refusal.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData("q=%e1%ba%a7&from=2022-05-02&to=2022-05-02")]
    [InlineData("q=Vi%09an+ninh%0d%0a")]
    [InlineData("q=50%")]
    [InlineData("limit=%31")]
    public async Task Texts_and_periods_that_can_be_meant_are_taken(string query) =>
        (await app.GetAsync($"/v1/timelines/cities/can-tho?{query}")).Expect(HttpStatusCode.OK);

    [Theory]
    [InlineData("/v1/search?q=%ff", "q", "not-unicode")]
    [InlineData("/v1/events?recordedBy=%ff", "recordedBy", "not-unicode")]
    public async Task Parameters_elsewhere_are_rejected_by_name_as_well(string address, string parameter, string fault)
    {
        var refusal = (await app.GetAsync(address)).Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal([parameter], refusal.Fields());
        Assert.Equal(fault, refusal.CodeAt(parameter));
    }

    [Theory]
    [InlineData("q=%ff%fe", "ký tự hỏng")]
    [InlineData("q=hoa%00", "ký tự ẩn")]
    public async Task A_page_tells_what_to_change(string query, string told)
    {
        foreach (var page in new[] { "/vi/search", "/vi/cities/can-tho" })
        {
            var answer = (await app.GetAsync($"{page}?{query}")).Expect(HttpStatusCode.BadRequest);

            Assert.Contains("Bộ lọc này chưa đọc được", WebUtility.HtmlDecode(answer.Text), StringComparison.Ordinal);
            Assert.Contains(told, WebUtility.HtmlDecode(answer.Text), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_query_is_told_at_once()
    {
        var refusal = await app.GetAsync("/v1/timelines/cities/can-tho?from=x&to=y&limit=0&kind=z&colour=red");

        Assert.Equal(["colour", "from", "kind", "limit", "to"],
            refusal.Json["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task The_limit_may_be_from_1_to_200(int limit) =>
        (await app.GetAsync($"/v1/timelines/cities/can-tho?limit={limit}")).Expect(HttpStatusCode.OK);

    [Theory]
    [InlineData("order=asc")]
    [InlineData("from=2022-01-01")]
    [InlineData("to=2023-01-01")]
    [InlineData("kind=FlowersOffered")]
    [InlineData("q=hoa")]
    [InlineData("city=da-nang")]
    [InlineData("campaign=vi-an-ninh-to-quoc-2022")]
    [InlineData("include=retracted")]
    [InlineData("knownAt=1000000")]
    public async Task A_cursor_of_another_query_is_refused(string other)
    {
        await app.TimelineAsync("cities/can-tho");
        var cursor = (string)(await app.GetAsync("/v1/timelines/cities/can-tho?limit=1"))
            .Expect(HttpStatusCode.OK).Json["next"]!;

        foreach (var path in new[] { $"cities/can-tho?{other}&", "cities/da-nang?", "cities/can-tho/summary?q=hoa&" })
        {
            var refusal = (await app.GetAsync($"/v1/timelines/{path}cursor={cursor}"))
                .Refused(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal(["cursor"], refusal.Json["errors"]!.AsObject().Select(error => error.Key));
        }

        foreach (var same in new[] { "", "limit=2&", "order=desc&include=corrections&" })
            (await app.GetAsync($"/v1/timelines/cities/can-tho?{same}cursor={cursor}")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("cities/nowhere", "unknown-city")]
    [InlineData("cities/Can%20Tho", "unknown-city")]
    [InlineData("cities/vi-an-ninh-to-quoc-2022", "unknown-city")]
    [InlineData("campaigns/can-tho", "unknown-campaign")]
    [InlineData("campaigns/cum-1-bca", "unknown-campaign")]
    public async Task A_timeline_that_nothing_opened_is_not_found(string timeline, string code) =>
        (await app.GetAsync($"/v1/timelines/{timeline}")).Refused(HttpStatusCode.NotFound, code);

    [Theory]
    [InlineData("cities/cantho", "Did you mean can-tho?")]
    [InlineData("cities/can-thp", "Did you mean can-tho?")]
    [InlineData("cities/da-nagn", "Did you mean da-nang?")]
    [InlineData("campaigns/an-ninh-to-quoc", "Did you mean vi-an-ninh-to-quoc-2022?")]
    [InlineData("clusters/cum-1", "Did you mean cum-1-bca?")]
    public async Task What_is_not_on_record_is_answered_with_what_may_be_meant(string timeline, string meant) =>
        Assert.Contains(meant, (string)(await app.GetAsync($"/v1/timelines/{timeline}")).Json["detail"]!,
            StringComparison.Ordinal);
}
