using System.Net;
using ClusterEvents.Domain.Model;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>A history imported just now, for which PostgreSQL has no statistics yet.</summary>
public sealed class NewHistoryTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const int Lines = 12_000;

    [Fact]
    public async Task Events_are_analysed_with_their_timelines()
    {
        await ImportAsync("analysed");

        // Without statistics a lagging projection would sort all waiting events for each page.
        await using var query = app.Database.CreateCommand(
            """
            select count(*) from pg_stat_user_tables
            where schemaname = 'clusterevents' and relname in ('mt_events', 'mt_streams') and last_analyze is not null
            """);
        Assert.Equal(2L, await query.ExecuteScalarAsync(TestApp.Cancel));
    }

    [Fact]
    public async Task A_page_costs_the_page_as_soon_as_the_history_is_there()
    {
        await ImportAsync("new");

        var buffers = await PageCostTests.BuffersAsync(app, "force_custom_plan", new(new StreamKey("city", "can-tho")));

        Assert.True(buffers <= 500, $"{buffers} buffers for a page of {Lines} entries.");
    }

    private async Task ImportAsync(string name)
    {
        var lines = string.Concat(Enumerable.Range(0, Lines).Select(i => Scenarios.Flowers(
            $"{name}-{i}", new DateOnly(2022, 1, 1).AddDays(i % 200).ToString("O", null)).ToJsonString() + "\n"));
        (await app.PostRawAsync("/v1/events", lines, "application/x-ndjson")).Expect(HttpStatusCode.OK);
        await app.TimelineAsync("cities/can-tho");
    }
}
