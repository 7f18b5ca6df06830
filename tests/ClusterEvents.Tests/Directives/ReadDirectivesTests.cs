using System.Net;
using Xunit;

namespace ClusterEvents.Tests.Directives;

public sealed class ReadDirectivesTests(ReadDirectivesTests.FollowedUp app)
    : IClassFixture<ReadDirectivesTests.FollowedUp>
{
    [Theory]
    [InlineData("", "issued acknowledged reported overdue revoked fulfilled")]
    [InlineData("status=issued", "issued acknowledged reported overdue")]
    [InlineData("status=issued&city=can-tho", "issued overdue")]
    [InlineData("status=acknowledged", "acknowledged")]
    [InlineData("status=in-progress", "reported")]
    [InlineData("status=fulfilled", "fulfilled")]
    [InlineData("status=overdue", "overdue")]
    [InlineData("status=overdue&city=da-nang", "")]
    [InlineData("status=revoked", "revoked")]
    [InlineData("status=open", "issued acknowledged reported overdue")]
    [InlineData("status=closed", "fulfilled")]
    [InlineData("city=hai-phong", "")]
    [InlineData("dueBefore=2022-09-30", "overdue")]
    public async Task The_list_is_narrowed_by_status_city_and_due_day(string query, string expected)
    {
        var list = (await app.GetAsync($"/v1/directives?{query}")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();

        var names = list.Select(item => app.NameOf((string)item!["directiveId"]!));
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), names.Order());
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repetition()
    {
        var all = (await app.GetAsync("/v1/directives")).Json["items"]!.AsArray()
            .Select(item => (string)item!["directiveId"]!);
        var paged = new List<string>();
        for (var next = "/v1/directives?limit=4"; next is not null;)
        {
            var page = (await app.GetAsync(next)).Expect(HttpStatusCode.OK);
            paged.AddRange(page.Json["items"]!.AsArray().Select(item => (string)item!["directiveId"]!));
            Assert.Equal(page.Json["next"] is not null, page.Headers.Contains("Link"));
            next = page.Json["next"] is { } cursor ? $"/v1/directives?limit=4&cursor={cursor}" : null;
        }

        Assert.Equal(all, paged);
    }

    [Theory]
    [InlineData("stauts=open")]
    [InlineData("status=late")]
    [InlineData("city=Cần%20Thơ")]
    [InlineData("dueBefore=01/02/2022")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=x")]
    public async Task A_query_with_a_mistake_is_refused(string query) =>
        (await app.GetAsync($"/v1/directives?{query}")).Refused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task A_directive_shows_issuer_task_addressees_and_due_day()
    {
        var answer = (await app.GetAsync(app.Named["issued"])).Expect(HttpStatusCode.OK);

        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        Assert.Equal(
            ("Open", "Cụm thi đua số 1", "Hoàn thành chỉ tiêu năm 2022", "2022-07-29", "2022-09-30",
                Scenarios.Campaign),
            ((string?)answer.Json["status"], (string?)answer.Json["issuer"]!["name"], (string?)answer.Json["summary"],
                (string?)answer.Json["issuedOn"], (string?)answer.Json["dueOn"],
                (string?)answer.Json["campaignIds"]![0]));
        (await app.GetAsync("/v1/directives/nowhere")).Refused(HttpStatusCode.NotFound, "unknown-directive");
    }

    [Fact]
    public async Task Follow_ups_stand_on_the_timelines_of_their_city_and_campaign_alone()
    {
        string[] followUps = ["DirectiveAcknowledged", "DirectiveProgressReported", "DirectiveOverdue"];

        foreach (var kind in followUps)
        {
            Assert.Contains(kind, (await app.TimelineAsync("cities/can-tho")).Kinds);
            Assert.Contains(kind, (await app.TimelineAsync($"campaigns/{Scenarios.Campaign}")).Kinds);
            Assert.DoesNotContain(kind, (await app.TimelineAsync("cities/da-nang")).Kinds);
        }
    }

    /// <summary>One directive in each situation, followed up by Cần Thơ alone; both fulfilled the last.</summary>
    public sealed class FollowedUp : EstablishedApp
    {
        public Dictionary<string, string> Named { get; } = [];

        public string NameOf(string id) => Named.Single(one => one.Value.EndsWith(id, StringComparison.Ordinal)).Key;

        protected override async Task ArrangeAsync()
        {
            foreach (var name in new[] { "issued", "acknowledged", "reported", "revoked", "fulfilled" })
                Named[name] = await this.GivenIssuedDirectiveAsync();
            Named["overdue"] = await this.GivenIssuedDirectiveAsync("2022-08-31");
            (await this.AcknowledgeAsync(Named["acknowledged"])).Expect(HttpStatusCode.Created);
            (await this.ReportAsync(Named["reported"], 50)).Expect(HttpStatusCode.Created);
            (await this.FlagOverdueAsync(Named["overdue"], "2022-09-01")).Expect(HttpStatusCode.Created);
            (await this.RevokeAsync(Named["revoked"])).Expect(HttpStatusCode.Created);
            (await this.FulfilAsync(Named["fulfilled"])).Expect(HttpStatusCode.Created);
            (await this.FulfilAsync(Named["fulfilled"], "da-nang")).Expect(HttpStatusCode.Created);
        }
    }
}
