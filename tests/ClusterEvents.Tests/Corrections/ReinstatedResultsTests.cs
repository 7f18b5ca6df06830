using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Tests.Targets;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>A reinstated result ends its obligation again, whatever was recorded while it was retracted.</summary>
[Collection<OnOwnEntries>]
public sealed class ReinstatedResultsTests(EstablishedApp app)
{
    [Fact]
    public async Task A_reinstated_fulfilment_clears_an_overdue_flag_recorded_meanwhile()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30", "can-tho");
        await TakenBackAsync(await app.FulfilAsync(directive),
            () => app.FlagOverdueAsync(directive, "2022-10-01"));

        Assert.Equal("Closed", (string?)(await app.GetAsync(directive)).Json["status"]);
        Assert.False((bool)(await app.AddresseeAsync(directive))["overdue"]!);
        Assert.DoesNotContain($"{directive.Split('/')[^1]}",
            (await app.GetAsync("/v1/directives?status=overdue&limit=200")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reinstated_fulfilment_outweighs_a_report_recorded_meanwhile()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30", "can-tho");
        await TakenBackAsync(await app.FulfilAsync(directive), () => app.ReportAsync(directive, 50));

        Assert.Equal("Fulfilled", (string?)(await app.AddresseeAsync(directive))["status"]);
    }

    [Fact]
    public async Task A_reinstated_revocation_leaves_nobody_overdue()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30", "can-tho");
        await TakenBackAsync(await app.RevokeAsync(directive),
            () => app.FlagOverdueAsync(directive, "2022-10-01"));

        Assert.False((bool)(await app.AddresseeAsync(directive))["overdue"]!);
    }

    [Theory]
    [InlineData("met", "Met")]
    [InlineData("missed", "Missed")]
    public async Task A_reinstated_result_outweighs_a_report_recorded_meanwhile(string result, string status)
    {
        var target = await app.GivenTargetAsync("can-tho", "2022-06-30");
        await TakenBackAsync(await app.EndAsync(target, result, "2022-11-30"), () => app.ReportAsync(target, "80"));

        Assert.Equal(status, (string?)(await app.GetAsync(target)).Json["cities"]![0]!["status"]);
    }

    [Theory]
    [InlineData("postponements", true)]
    [InlineData("cancellation", false)]
    public async Task A_meeting_is_held_again_unless_it_was_cancelled_before(string meanwhile, bool again)
    {
        var plan = Scenarios.Meeting("2022-06-01");
        plan["plannedOn"] = Scenarios.Today;
        var meeting = (await app.PostAsync("/v1/meetings/schedules", plan)).Expect(HttpStatusCode.Created).Stream!;
        var held = await app.PostEventAsync(Scenarios.Event("meeting-held", meeting, Scenarios.Meeting()));
        await TakenBackAsync(held, () => app.PostAsync($"/v1/meetings/{meeting.Split('/')[1]}/{meanwhile}",
            new JsonObject
            {
                ["occurredOn"] = "2022-07-01",
                ["cityIds"] = new JsonArray("can-tho"),
                ["reason"] = "Trùng lịch",
            }), again);

        var state = (await app.GetAsync($"/v1/streams/{meeting}")).Json["state"]!;
        Assert.Equal(again ? "Held" : "Cancelled", (string?)state["status"]);
    }

    private async Task TakenBackAsync(Answer end, Func<Task<Answer>> meanwhile, bool again = true)
    {
        var id = end.Expect(HttpStatusCode.Created).Json["activityId"];
        (await app.PostAsync($"/v1/activities/{id}/retraction", new { Reason = "Ghi nhầm" }))
            .Expect(HttpStatusCode.Created);
        (await meanwhile()).Expect(HttpStatusCode.Created);
        (await app.PostAsync($"/v1/activities/{id}/reinstatement", new { Reason = "Không nhầm" }))
            .Expect(again ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity);
    }
}
