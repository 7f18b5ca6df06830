using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>
/// How often a page asks the database: each statement costs a round trip and processor time, and a page asks for more
/// than its JSON does.
/// </summary>
[Collection<OnSeeds>]
public sealed class PageStatementsTests(SeededApp app)
{
    [Fact]
    public async Task A_timeline_asks_for_what_is_not_projected_yet_once()
    {
        // Warm the cached streams, which are read once for the life of the program.
        await StatementsAsync("/vi/cities/can-tho");

        var statements = await StatementsAsync("/vi/cities/can-tho");

        Assert.True(statements.Count <= 6, string.Join("\n---\n", statements));
        Assert.Single(statements, one => one.Contains("stream_id like", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_asked_again_asks_how_far_events_are_and_nothing_else()
    {
        await StatementsAsync("/vi/cities/can-tho");

        Assert.Contains("mt_event_progression",
            Assert.Single(await StatementsAsync("/vi/cities/can-tho", anew: false)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_front_page_asks_for_what_is_not_projected_yet_once_for_all_cities()
    {
        await StatementsAsync("/vi");

        // For the counts of all cities, for the list of those that are overdue, and for the meetings ahead.
        Assert.Equal(3, (await StatementsAsync("/vi"))
            .Count(one => one.Contains("stream_id like", StringComparison.Ordinal)));
    }

    /// <summary>
    /// The statements of one request, told from all others by its trace; of a page that is made anew, or may be kept.
    /// </summary>
    private async Task<IReadOnlyCollection<string>> StatementsAsync(string address, bool anew = true)
    {
        var trace = ActivityTraceId.CreateRandom();
        var found = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace && activity.GetTagItem("db.query.text") is string text)
                    found.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        if (anew) request.Headers.CacheControl = new() { NoCache = true };
        using var response = await app.Http.SendAsync(request, TestApp.Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEmpty(found);
        return found;
    }
}
