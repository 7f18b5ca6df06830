using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

[Collection<OnOwnEntries>]
public sealed class RetractionTests(EstablishedApp app)
{
    [Fact]
    public async Task A_retracted_entry_is_hidden_unless_included_or_reinstated()
    {
        var id = await app.FlowersAsync();
        (await app.PostAsync($"/v1/activities/{id}/retraction", new { Reason = "Ghi trùng" }))
            .Expect(HttpStatusCode.Created);
        Assert.DoesNotContain(id, await app.IdsAsync("cities/can-tho"));
        Assert.True((bool)(await app.EntryAsync(id, "&include=retracted"))["retracted"]!);

        (await app.PostAsync($"/v1/activities/{id}/reinstatement", new { Reason = "Không trùng" }))
            .Expect(HttpStatusCode.Created);
        Assert.Contains(id, await app.IdsAsync("cities/can-tho"));
    }

    [Fact]
    public async Task An_entry_is_retracted_once_and_only_a_retracted_entry_is_reinstated()
    {
        var id = await app.FlowersAsync();
        (await app.PostAsync($"/v1/activities/{id}/reinstatement", new { Reason = "?" }))
            .Refused(HttpStatusCode.UnprocessableEntity, "not-retracted");
        await app.PostAsync($"/v1/activities/{id}/retraction", new { Reason = "Ghi trùng" });
        (await app.PostAsync($"/v1/activities/{id}/retraction", new { Reason = "Ghi trùng" }))
            .Refused(HttpStatusCode.UnprocessableEntity, "already-retracted");
    }

    [Fact]
    public async Task A_retracted_conclusion_leaves_the_campaign_open()
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        var conclusion = (await own.PostAsync($"/v1/campaigns/{Scenarios.Campaign}/conclusion",
            new { OccurredOn = "2022-12-01", Scope = "Campaign" })).Expect(HttpStatusCode.Created);
        (await own.PostAsync("/v1/meetings", Scenarios.Meeting("2022-12-20")))
            .Refused(HttpStatusCode.UnprocessableEntity, "campaign-concluded");

        await own.PostAsync($"/v1/activities/{conclusion.Json["activityId"]}/retraction",
            new { Reason = "Chưa tổng kết" });
        (await own.PostAsync("/v1/meetings", Scenarios.Meeting("2022-12-20"))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_retracted_stream_accepts_only_corrections_and_sources()
    {
        var held = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var (id, meeting) = ((string)held.Json["activityId"]!, held.Stream!.Split('/')[1]);
        var remarks = new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["cityIds"] = new JsonArray("can-tho"),
            ["person"] = new JsonObject { ["name"] = "Nguyễn Văn A" },
            ["kind"] = "Closing",
        };
        (await app.PostAsync($"/v1/activities/{id}/retraction", new { Reason = "Ghi trùng" }))
            .Expect(HttpStatusCode.Created);

        (await app.PostAsync($"/v1/meetings/{meeting}/remarks", remarks))
            .Refused(HttpStatusCode.UnprocessableEntity, "meeting-retracted");
        (await app.PostAsync($"/v1/activities/{id}/reinstatement", new { Reason = "Không trùng" }))
            .Expect(HttpStatusCode.Created);
        (await app.PostAsync($"/v1/meetings/{meeting}/remarks", remarks)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_correction_belongs_to_the_cluster_and_campaigns_of_its_entry_retracted_or_not()
    {
        var held = (await app.PostAsync("/v1/meetings", Scenarios.Meeting())).Expect(HttpStatusCode.Created);
        var id = (string)held.Json["activityId"]!;
        await app.PostAsync($"/v1/activities/{id}/retraction", new { Reason = "Ghi trùng" });
        await app.PostAsync($"/v1/activities/{id}/reinstatement", new { Reason = "Không trùng" });

        var events = (await app.GetAsync($"/v1/events?campaign={Scenarios.Campaign}&after={held.Position - 1}"))
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            .Where(one => (string?)one["subject"] == held.Stream).ToArray();

        Assert.Equal(["meeting-held", "entry-retracted", "entry-reinstated"],
            events.Select(one => ((string)one["type"]!).Split('.')[1]));
        Assert.All(events, one => Assert.Equal(Scenarios.Cluster, (string?)one["data"]!["clusterId"]));
    }
}
