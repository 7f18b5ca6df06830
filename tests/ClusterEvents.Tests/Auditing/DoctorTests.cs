using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

public sealed class DoctorTests
{
    [Fact]
    public async Task It_lists_what_the_present_rules_would_refuse_and_says_why()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var clean = await CommandRun.OfAsync(app.ConnectionString, "doctor");
        Assert.Equal((0, "Every entry on record would be accepted today."), (clean.ExitCode, clean.Lines[^1]));

        var held = (await app.PostAsync("/v1/community-activities", new JsonObject
        {
            ["occurredOn"] = "2024-05-05",
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("da-nang"),
            ["kind"] = "Tặng quà",
        })).Expect(HttpStatusCode.Created);
        (await app.PostAsync($"/v1/clusters/{Scenarios.Cluster}/departures", new JsonObject
        {
            ["occurredOn"] = "2024-04-01",
            ["cityId"] = "da-nang",
            ["unit"] = new JsonObject { ["name"] = "Công an Đà Nẵng" },
            ["effectiveOn"] = "2024-04-01",
        })).Expect(HttpStatusCode.Created);

        var found = await CommandRun.OfAsync(app.ConnectionString, "doctor");

        Assert.Equal(1, found.ExitCode);
        Assert.Contains($"{held.Json["activityId"]}  CommunityActivityHeld of 2024-05-05", found.Output,
            StringComparison.Ordinal);
        Assert.Contains("city-not-a-member", found.Output, StringComparison.Ordinal);
    }
}
