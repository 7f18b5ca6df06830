using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Tests.Targets;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>The counts of a timeline agree with its entries, at the end of the last day asked for.</summary>
public sealed class SummaryTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Directives_and_targets_are_counted_as_they_stood_at_the_end_of_the_window()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-08-31", "can-tho");
        (await app.FlagOverdueAsync(directive, "2022-09-01")).Expect(HttpStatusCode.Created);
        (await app.FulfilAsync(directive, day: "2022-10-01")).Expect(HttpStatusCode.Created);
        var target = await app.GivenTargetAsync("can-tho");
        await app.ReportAsync(target, "70");
        var last = await app.EndAsync(target, "met", "2022-12-05");

        var window = await SummaryAsync("from=2022-08-01&to=2022-09-15", last);
        Assert.Equal(1, (int)window["byKind"]!["DirectiveOverdue"]!);
        Assert.Equal((1, 1, 1), Directives(window));
        Assert.Equal((1, 1, 0), Targets(await SummaryAsync("to=2022-07-31", last)));

        var whole = await SummaryAsync("", last);
        Assert.Equal((1, 0, 0), Directives(whole));
        Assert.Equal((1, 0, 1), Targets(whole));
        Assert.Equal((int)whole["total"]!, (int)whole["byCity"]!["can-tho"]!);
    }

    private async Task<JsonNode> SummaryAsync(string query, Answer last) =>
        (await app.GetAsync($"/v1/timelines/cities/can-tho/summary?{query}&atLeast={last.Position}"))
            .Expect(HttpStatusCode.OK).Json;

    private static (int, int, int) Directives(JsonNode summary) => summary["directives"] is var counts
        ? ((int)counts!["issued"]!, (int)counts["open"]!, (int)counts["overdue"]!) : default;

    private static (int, int, int) Targets(JsonNode summary) => summary["targets"] is var counts
        ? ((int)counts!["set"]!, (int)counts["running"]!, (int)counts["met"]!) : default;
}
