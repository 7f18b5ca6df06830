using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Tests.Targets;
using Xunit;

namespace ClusterEvents.Tests.Views;

/// <summary>What lists and single views of meetings, ceremonies and targets show.</summary>
public sealed partial class ListTests(ListTests.App app) : IClassFixture<ListTests.App>
{
    [Fact]
    public async Task A_meeting_shows_when_where_at_whom_and_what_was_said()
    {
        var listed = Assert.Single((await app.GetAsync("/v1/meetings?status=held")).Expect(HttpStatusCode.OK)
            .Json["items"]!.AsArray())!;
        var view = (await app.GetAsync($"/v1/meetings/{app.Meeting}")).Expect(HttpStatusCode.OK);

        Assert.Equal(listed.ToJsonString(), view.Json.ToJsonString());
        Assert.Equal("\"2\"", view.Headers.ETag!.Tag);
        Assert.Equal(("Held", "2022-07-29", "MidYearReview", "Công an thành phố Cần Thơ", "can-tho"),
            ((string?)listed["status"], (string?)listed["heldOn"], (string?)listed["kind"],
                (string?)listed["hostUnit"]!["name"], (string?)listed["cityIds"]![0]));
        Assert.Equal(("Closing", "Đánh giá", "Nguyễn Văn A"), ((string?)listed["remarks"]![0]!["kind"],
            (string?)listed["remarks"]![0]!["gist"], (string?)listed["remarks"]![0]!["person"]!["name"]));
        (await app.GetAsync("/v1/meetings/nowhere")).Refused(HttpStatusCode.NotFound, "unknown-meeting");
    }

    [Fact]
    public async Task A_meeting_is_listed_by_the_day_it_is_planned_for_until_it_is_held()
    {
        var planned = Assert.Single((await app.GetAsync("/v1/meetings?from=2030-01-01")).Expect(HttpStatusCode.OK)
            .Json["items"]!.AsArray())!;

        Assert.Equal(("Scheduled", "2030-05-01", null),
            ((string?)planned["status"], (string?)planned["plannedOn"], (string?)planned["heldOn"]));
    }

    [Fact]
    public async Task A_ceremony_shows_its_tributes()
    {
        var listed = Assert.Single((await app.GetAsync("/v1/ceremonies?city=can-tho")).Expect(HttpStatusCode.OK)
            .Json["items"]!.AsArray())!;
        var view = (await app.GetAsync($"/v1/ceremonies/{listed["ceremonyId"]}")).Expect(HttpStatusCode.OK);

        Assert.Equal(listed.ToJsonString(), view.Json.ToJsonString());
        var tribute = Assert.Single(listed["tributes"]!.AsArray())!;
        Assert.Equal(("Flowers", "Chủ tịch Hồ Chí Minh", "Nhà tưởng niệm", "2022-07-29", "da-nang"),
            ((string?)tribute["kind"], (string?)tribute["honouree"], (string?)tribute["place"],
                (string?)tribute["paidOn"], (string?)tribute["participants"]![1]));
        (await app.GetAsync("/v1/ceremonies/nowhere")).Refused(HttpStatusCode.NotFound, "unknown-ceremony");
    }

    [Fact]
    public async Task A_target_shows_all_reported_values_by_their_day_and_when_each_was_recorded()
    {
        var city = await app.CityAsync(app.Target);

        var values = city["values"]!.AsArray();
        Assert.Equal(["2022-03-31 70.5", "2022-06-30 80.5"],
            values.Select(one => $"{one!["asOf"]} {one["value"]}"));
        var recorded = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7));
        Assert.All(values, one => Assert.InRange(DateOnly.Parse((string)one!["recordedOn"]!, null),
            DateOnly.FromDateTime(recorded.DateTime).AddDays(-1), DateOnly.FromDateTime(recorded.DateTime)));
        Assert.Empty((await app.CityAsync(app.Target, "da-nang"))["values"]!.AsArray());
        var listed = (await app.GetAsync("/v1/targets?status=in-progress")).Expect(HttpStatusCode.OK).Json["items"]!;
        Assert.Equal(2, listed[0]!["cities"]![0]!["values"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("from=2022-09-10&to=2022-09-20", "day month year")]
    [InlineData("from=2022-09-10&to=2022-09-10", "month")]
    [InlineData("from=2022-09-15&to=2022-09-15", "day month")]
    [InlineData("from=2022-10-01&to=2022-10-31", "year")]
    [InlineData("from=2022-12-31", "year")]
    [InlineData("from=2023-01-01", "")]
    [InlineData("to=2022-09-01", "month year")]
    [InlineData("to=2021-12-31", "")]
    public async Task A_period_finds_what_has_a_rough_date_where_they_touch(string period, string found)
    {
        foreach (var other in new[] { "", "&status=open", "&knownAt=2999-01-01", "&dueFrom=2025-01-01", "&limit=1" })
        {
            var shown = new List<JsonNode>();
            for (string? next = ""; next is not null;)
            {
                var page = (await app.GetAsync($"/v1/directives?city=da-nang&{period}{other}{next}"))
                    .Expect(HttpStatusCode.OK).Json;
                shown.AddRange(page["items"]!.AsArray().Select(one => one!)
                    .Where(one => (string?)one["summary"] is "month" or "year" or "day"));
                next = (string?)page["next"] is { } cursor ? $"&cursor={cursor}" : null;
            }

            Assert.Equal(found, string.Join(' ', shown.Select(one => (string)one["summary"]!).Order()));
            var days = shown.Select(one => (string)one["issuedOn"]!).ToArray();
            Assert.Equal(days.OrderDescending(), days);
        }
    }

    [Theory]
    [InlineData("/v1/directives?limit=1", "/v1/directives?limit=1&status=open")]
    [InlineData("/v1/directives?limit=1&city=can-tho", "/v1/directives?limit=1&city=da-nang")]
    [InlineData("/v1/directives?limit=1", "/v1/meetings?limit=1")]
    [InlineData("/v1/meetings?limit=1", "/v1/meetings?limit=1&knownAt=20")]
    public async Task A_cursor_is_for_the_query_that_it_came_with(string query, string other)
    {
        var next = (string)(await app.GetAsync(query)).Expect(HttpStatusCode.OK).Json["next"]!;

        (await app.GetAsync($"{query.Replace("limit=1", "limit=2", StringComparison.Ordinal)}&cursor={next}"))
            .Expect(HttpStatusCode.OK);
        var refused = await app.GetAsync($"{other}&cursor={next}");

        refused.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.NotNull(refused.Json["errors"]!["cursor"]);
    }

    [Theory]
    [InlineData("/v1/meetings?status=done")]
    [InlineData("/v1/meetings?campaign=Vì%20an%20ninh")]
    [InlineData("/v1/ceremonies?cluster=Cụm%201")]
    [InlineData("/v1/ceremonies?status=held")]
    [InlineData("/v1/targets?dueFrom=2022-01-01")]
    [InlineData("/v1/directives?from=yesterday")]
    public async Task A_query_with_a_mistake_is_refused(string query) =>
        (await app.GetAsync(query)).Refused(HttpStatusCode.BadRequest, "invalid-request");

    /// <summary>Two directives, a meeting that was held and one that is planned, a ceremony, and a target.</summary>
    public sealed class App : EstablishedApp
    {
        public string Meeting { get; private set; } = "";

        public string Target { get; private set; } = "";

        protected override async Task ArrangeAsync()
        {
            await this.GivenIssuedDirectiveAsync();
            await this.GivenIssuedDirectiveAsync();
            foreach (var (summary, day, precision) in new[]
            {
                ("month", "2022-09-02", "Month"), ("year", "2022-08-15", "Year"), ("day", "2022-09-15", "Day"),
            })
                (await PostAsync("/v1/directives", new JsonObject
                {
                    ["occurredOn"] = day,
                    ["precision"] = precision,
                    ["clusterId"] = Scenarios.Cluster,
                    ["issuer"] = new JsonObject { ["name"] = "Bộ Công an" },
                    ["basis"] = "Plan",
                    ["summary"] = summary,
                    ["addressees"] = new JsonArray("da-nang"),
                    ["dueOn"] = "2099-01-01",
                })).Expect(HttpStatusCode.Created);
            Meeting = (await this.GivenMeetingAsync()).Split('/')[1];
            (await PostAsync($"/v1/meetings/{Meeting}/remarks", new JsonObject
            {
                ["occurredOn"] = Scenarios.Today,
                ["kind"] = "Closing",
                ["cityIds"] = new JsonArray("can-tho"),
                ["person"] = new JsonObject { ["name"] = "Nguyễn Văn A", ["rank"] = "Đại tá", ["post"] = "Giám đốc" },
                ["gist"] = "Đánh giá",
            })).Expect(HttpStatusCode.Created);
            var planned = Scenarios.Meeting();
            planned["plannedOn"] = "2030-05-01";
            (await PostAsync("/v1/meetings/schedules", planned)).Expect(HttpStatusCode.Created);
            (await PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
            Target = await this.GivenTargetAsync();
            // The later value is recorded first.
            (await this.ReportAsync(Target, "80.5")).Expect(HttpStatusCode.Created);
            (await PostAsync($"{Target}/progress", new JsonObject
            {
                ["occurredOn"] = "2022-07-01",
                ["city"] = "can-tho",
                ["value"] = "70.5",
                ["asOf"] = "2022-03-31",
            })).Expect(HttpStatusCode.Created);
        }
    }
}
