using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

[Collection<OnOwnEntries>]
public sealed class CorrectionPathTests(EstablishedApp app)
{
    [Fact]
    public async Task A_body_cannot_name_another_target_than_the_path_of_a_retraction()
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
