using System.Net;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>The program with room for one request, and none waiting.</summary>
public sealed class NarrowApp : TestApp
{
    protected override Dictionary<string, string?> Settings =>
        new() { ["Limits:RequestsAtOnce"] = "1", ["Limits:RequestsWaiting"] = "0" };
}

public sealed class LimitTests(NarrowApp app) : IClassFixture<NarrowApp>
{
    [Fact]
    public async Task Too_many_requests_at_once_are_turned_away_and_health_is_not()
    {
        // A wait for a position that never comes is under way for as long as the reader is patient.
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestApp.Cancel);
        Task<HttpResponseMessage> Wait() => app.Http.GetAsync(
            new Uri("/v1/timelines/cities/can-tho?atLeast=999999999", UriKind.Relative), leaving.Token);
        var waiting = Wait();
        var refused = await app.GetAsync("/v1/cities");
        while (refused.Status == HttpStatusCode.OK)
        {
            // Whichever of the two came first has the room; the wait must have it.
            if (waiting.IsCompleted) waiting = Wait();
            refused = await app.GetAsync("/v1/cities");
        }

        refused.Refused(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("live", (string)(await app.GetAsync("/health/live")).Expect(HttpStatusCode.OK).Json["status"]!);
        Assert.Equal("ready", (string)(await app.GetAsync("/health/ready")).Expect(HttpStatusCode.OK).Json["status"]!);
        // Whoever reads all of the record takes as long as it likes, and no place of those who come and go.
        (await app.GetAsync("/v1/events")).Expect(HttpStatusCode.OK);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        while ((await app.GetAsync("/v1/cities")).Status == HttpStatusCode.TooManyRequests)
            TestApp.Cancel.ThrowIfCancellationRequested();
    }
}
