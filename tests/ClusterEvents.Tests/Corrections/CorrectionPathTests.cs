using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

[Collection<OnOwnEntries>]
public sealed class CorrectionPathTests(EstablishedApp app)
{
    [Fact]
    public async Task A_body_cannot_turn_a_retraction_against_another_entry_than_its_path_names()
    {
        var named = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created).Json["activityId"];
        var other = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created).Json["activityId"];

        var refusal = await app.PostAsync($"/v1/activities/{named}/retraction",
            new JsonObject { ["targetEventId"] = (string)other!, ["reason"] = "Ghi trùng" });

        refusal.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.NotNull(refusal.Json["errors"]!["targetEventId"]);
        Assert.False((bool)(await app.GetAsync($"/v1/activities/{other}")).Json["retracted"]!);
    }
}
