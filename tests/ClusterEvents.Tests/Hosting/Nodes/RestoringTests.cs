using System.Net;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Tests.Targets;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Nodes;

public sealed class RestoringTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Directives_and_targets_read_the_same_after_a_restore_elsewhere()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        await app.AcknowledgeAsync(directive);
        await app.FlagOverdueAsync(directive, "2022-10-01", "da-nang");
        await app.AmendAsync(directive, "2022-12-31");
        await app.FulfilAsync(directive, day: "2022-12-30");
        var target = await app.GivenTargetAsync();
        await app.ReportAsync(target, "88.10");
        await app.ReviseAsync(target, null, "91");
        await app.EndAsync(target, "met", "2022-12-31");

        await using var elsewhere = new TestApp();
        await elsewhere.InitializeAsync();
        var export = (await app.GetAsync("/v1/events")).Expect(HttpStatusCode.OK).Text;
        var import = await elsewhere.PostRawAsync("/v1/events", export, "application/x-ndjson");

        var lines = import.Expect(HttpStatusCode.OK).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, lines.Length);
        Assert.All(lines, line => Assert.True(line.Contains("\"status\":201", StringComparison.Ordinal), line));
        foreach (var path in new[] { directive, target, "/v1/directives", "/v1/targets" })
            Assert.Equal((await app.GetAsync(path)).Text, (await elsewhere.GetAsync(path)).Text);
    }
}
