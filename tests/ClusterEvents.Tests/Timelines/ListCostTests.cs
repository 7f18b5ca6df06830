using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Projection;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>The cost of a list page does not depend on the streams behind it.</summary>
[Collection<OnManyDirectives>]
public sealed class ListCostTests(ListCostTests.App app)
{
    private const int Directives = 2_000;

    [Theory]
    [InlineData(null, 10)]
    [InlineData("overdue", 1)]
    public async Task A_page_folds_the_streams_that_it_shows_and_no_others(string? status, int shown)
    {
        var streams = new StreamStateCache(app.Get<AppendConnections>(), app.Get<EventCatalogue>());
        var views = new StreamViews(streams, app.Database, app.Get<ShownTimelines>(), app.Get<TimelineProgress>(),
            app.Get<EventReplay>());

        var page = await views.ShownAsync(new DirectivesQuery { Limit = 10, Status = status }, TestApp.Cancel);

        Assert.Equal(shown, page!.Value.Shown.Count);
        var folded = Enumerable.Range(0, Directives)
            .Count(i => streams.Cached(new("directive", $"directive-{i}")) is not null);
        Assert.Equal(shown, folded);
    }

    [Theory]
    [InlineData("status=overdue", 1)]
    [InlineData("status=revoked", 0)]
    [InlineData("status=issued&city=can-tho", 10)]
    [InlineData("knownAt=7", 0)]
    public async Task A_page_shows_what_is_asked_for(string filter, int items) =>
        Assert.Equal(items,
            (await app.GetAsync($"/v1/directives?limit=10&{filter}"))
                .Expect(HttpStatusCode.OK).Json["items"]!.AsArray().Count);

    [Fact]
    public async Task Whether_a_stream_is_not_projected_yet_is_told_without_looking_at_those_that_are()
    {
        await app.TimelineAsync("cities/can-tho");
        var changed = StreamKeyQueries.Changed("directive", TimelineVersion.Current.Progress, long.MaxValue, most: 1);
        await using var explain = app.Database.CreateCommand(
            $"explain (analyze, buffers, format json) {changed.CommandText}");
        foreach (NpgsqlParameter parameter in changed.Parameters) explain.Parameters.Add(parameter.Clone());

        var plan = JsonNode.Parse((string)(await explain.ExecuteScalarAsync(TestApp.Cancel))!)![0]!["Plan"]!;

        var buffers = (int)plan["Shared Hit Blocks"]! + (int)plan["Shared Read Blocks"]!;
        Assert.True(buffers <= 20, $"{buffers} buffers");
    }

    [Fact]
    public async Task Pages_lead_through_all_of_a_list_in_its_order_and_through_each_once()
    {
        var listed = new List<JsonNode>();
        for (var page = "/v1/directives?limit=200"; page is not null;)
        {
            var answer = (await app.GetAsync(page)).Expect(HttpStatusCode.OK).Json;
            listed.AddRange(answer["items"]!.AsArray().Select(item => item!));
            page = (string?)answer["next"] is { } next ? $"/v1/directives?limit=200&cursor={next}" : null;
        }

        var keys = listed
            .Select(item => (Day: (string?)item["issuedOn"] ?? "", Id: (string)item["directiveId"]!)).ToArray();
        Assert.Equal(Directives + 2, keys.Length);
        Assert.Equal(
            keys.OrderByDescending(key => key.Day, StringComparer.Ordinal)
                .ThenBy(key => key.Id, StringComparer.Ordinal).Distinct(), keys);
    }

    /// <summary>
    /// Directives of many days, one of them overdue, one of an unknown day and one of its document's.
    /// </summary>
    public sealed class App : EstablishedApp
    {
        protected override async Task ArrangeAsync()
        {
            var lines = new StringBuilder();
            for (var i = 0; i < Directives; i++)
                Add(lines, $"directive-{i}", new DateOnly(2022, 1, 1).AddDays(i % 200));
            Add(lines, "undated", null);
            Add(lines, "of-its-document", null, new DateOnly(2022, 3, 1));
            var imported = (await PostRawAsync("/v1/events", lines.ToString(), "application/x-ndjson"))
                .Expect(HttpStatusCode.OK);
            Assert.All(imported.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                line => Assert.True(line.Contains("\"position\"", StringComparison.Ordinal), line));
            (await this.FlagOverdueAsync("/v1/directives/directive-7", "2022-10-01")).Expect(HttpStatusCode.Created);
            await TimelineAsync("cities/can-tho");
        }

        private static void Add(StringBuilder lines, string id, DateOnly? day, DateOnly? documentDate = null)
        {
            var data = DirectiveScenarios.Issue("2022-09-30", "can-tho", "da-nang");
            data["occurredOn"] = day?.ToString("O", null);
            if (day is null)
            {
                data.Remove("occurredOn");
                data["precision"] = "Unknown";
                // Members of a cluster are those of a day.
                data["scope"] = "City";
                data["cityIds"] = new JsonArray("can-tho", "da-nang");
            }

            if (documentDate is { } date) data["documentDate"] = date.ToString("O", null);
            lines.Append(Scenarios.Event("directive-issued", $"directive/{id}", data, id).ToJsonString()).Append('\n');
        }
    }
}
