using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>Views other than timelines at an earlier position equal what they were then.</summary>
public sealed class KnownAtViewsTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Every_view_reads_as_it_did_before_what_came_later()
    {
        var meeting = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var directive = (await app.PostAsync("/v1/directives", new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["clusterId"] = Scenarios.Cluster,
            ["scope"] = "Cluster",
            ["campaignIds"] = new JsonArray(Scenarios.Campaign),
            ["basis"] = "ConferenceConclusion",
            ["summary"] = "Rà soát",
            ["issuer"] = new JsonObject { ["name"] = "Cụm thi đua số 1" },
            ["addressees"] = new JsonArray("can-tho", "da-nang"),
        })).Expect(HttpStatusCode.Created);
        var id = directive.Stream!.Split('/')[1];
        string[] views =
        [
            "/v1/cities", "/v1/clusters", $"/v1/clusters/{Scenarios.Cluster}", "/v1/campaigns",
            $"/v1/campaigns/{Scenarios.Campaign}",
            "/v1/directives", $"/v1/directives/{id}", $"/v1/activities/{meeting.Json["activityId"]}",
            "/v1/timelines/cities/can-tho/summary",
        ];
        await app.TimelineAsync("cities/can-tho");
        var then = new Dictionary<string, string>();
        foreach (var view in views) then[view] = (await app.GetAsync(view)).Expect(HttpStatusCode.OK).Text;

        await ChangeEverythingAsync(meeting, id);

        foreach (var view in views)
        {
            Assert.NotEqual(then[view], (await app.GetAsync(view)).Text);
            Assert.Equal(then[view],
                (await app.GetAsync($"{view}?knownAt={directive.Position}")).Expect(HttpStatusCode.OK).Text);
        }
    }

    private async Task ChangeEverythingAsync(Answer meeting, string directive)
    {
        await app.GivenCityAsync("hue", "Huế", "46");
        await app.GivenMemberAsync("hue", "2022-01-01");
        (await app.PostAsync("/v1/clusters?stream=cluster/cum-2-bca", new
        {
            Precision = "Unknown",
            Scope = "Cluster",
            GoverningBody = "Bộ Công an",
            Number = 2,
            Name = "Cụm thi đua số 2",
        })).Expect(HttpStatusCode.Created);
        (await app.PostAsync($"/v1/campaigns/{Scenarios.Campaign}/drives", new
        {
            OccurredOn = "2022-08-01",
            Scope = "Campaign",
            Name = "Đợt cao điểm",
            From = "2022-08-01",
            To = "2022-09-01",
        })).Expect(HttpStatusCode.Created);
        (await app.PostAsync($"/v1/directives/{directive}/fulfilments", new
        {
            OccurredOn = "2022-08-02",
            City = "can-tho",
            Evidence = "Báo cáo",
        })).Expect(HttpStatusCode.Created);
        (await app.PostAsync($"/v1/activities/{meeting.Json["activityId"]}/retraction", new { Reason = "Ghi trùng" }))
            .Expect(HttpStatusCode.Created);
        await app.TimelineAsync("cities/can-tho");
    }
}
