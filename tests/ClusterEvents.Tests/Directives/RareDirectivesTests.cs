using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Directives;

/// <summary>A list with a rare condition is read from its entries, which have rows on several timelines.</summary>
public sealed class RareDirectivesTests(RareDirectivesTests.App app) : IClassFixture<RareDirectivesTests.App>
{
    /// <summary>Revocations with rows for two cities and a campaign each: more than one read returns.</summary>
    private const int Revoked = 700;

    [Fact]
    public async Task All_that_were_revoked_are_listed_however_many_rows_tell_of_it()
    {
        var listed = new List<string>();
        for (var page = "/v1/directives?status=revoked&limit=200"; page is not null;)
        {
            var answer = (await app.GetAsync(page)).Expect(HttpStatusCode.OK).Json;
            listed.AddRange(answer["items"]!.AsArray().Select(item => (string)item!["directiveId"]!));
            page = (string?)answer["next"] is { } next
                ? $"/v1/directives?status=revoked&limit=200&cursor={next}" : null;
        }

        Assert.Equal(Enumerable.Range(0, Revoked).Select(Id).Order(StringComparer.Ordinal), listed);
    }

    private static string Id(int directive) => $"revoked-{directive}";

    public sealed class App : EstablishedApp
    {
        protected override async Task ArrangeAsync()
        {
            var lines = new StringBuilder();
            for (var i = 0; i < Revoked; i++)
            {
                Add(lines, "directive-issued", i, DirectiveScenarios.Issue(null, "can-tho", "da-nang"));
                Add(lines, "directive-revoked", i, new()
                {
                    ["occurredOn"] = "2022-08-25",
                    ["clusterId"] = Scenarios.Cluster,
                    ["scope"] = "Cluster",
                    ["campaignIds"] = new JsonArray(Scenarios.Campaign),
                    ["reason"] = "Không còn phù hợp",
                });
            }

            var imported = (await PostRawAsync("/v1/events", lines.ToString(), "application/x-ndjson"))
                .Expect(HttpStatusCode.OK);
            Assert.All(imported.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                line => Assert.True(line.Contains("\"position\"", StringComparison.Ordinal), line));
            // Projected streams are found by their rows; others are loaded separately.
            await TimelineAsync("cities/can-tho");
        }

        private static void Add(StringBuilder lines, string type, int directive, JsonObject data) =>
            lines.Append(Scenarios.Event(type, $"directive/{Id(directive)}", data, $"{type}-{directive}")
                .ToJsonString()).Append('\n');
    }
}
