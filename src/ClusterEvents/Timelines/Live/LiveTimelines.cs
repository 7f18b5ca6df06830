using System.IO.Pipelines;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterEvents.Timelines.Live;

/// <summary>Sends changes of timelines to live clients until they disconnect or the program stops.</summary>
public sealed class LiveTimelines(
    LiveChanges changes, TimelineProgress progress, TimeProvider time, IHostApplicationLifetime lifetime,
    IConfiguration configuration)
{
    /// <summary>The delay after which a client should reconnect.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    /// <summary>The minimum interval between reads for one client, however fast events are recorded.</summary>
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(200);

    private readonly IHostApplicationLifetime _lifetime = lifetime;

    /// <summary>Shorter than the idle timeout of common proxies (30 seconds and more).</summary>
    private readonly TimeSpan _heartbeat = configuration.GetValue("Timelines:Heartbeat", TimeSpan.FromSeconds(15));

    /// <summary>Writes changes as server-sent events; the caller flushes.</summary>
    public delegate Task Writing(PipeWriter output, IReadOnlyList<LiveChange> changes, CancellationToken cancel);

    /// <summary>Streams the changes after a position, and then each change as it becomes visible.</summary>
    /// <param name="query">The timeline and what of it is followed.</param>
    /// <param name="after">The position after which changes are sent.</param>
    /// <param name="language">The language of the entries.</param>
    /// <param name="write">Writes the changes.</param>
    public IResult Follow(TimelineQuery query, long after, Language language, Writing write) =>
        new Followed(this, query, after, language, write);

    private async Task SendAsync(
        PipeWriter output, TimelineQuery query, long after, Language language, Writing write, CancellationToken cancel)
    {
        using var heartbeat = new PeriodicTimer(_heartbeat, time);
        var beat = heartbeat.WaitForNextTickAsync(cancel).AsTask();
        var moved = Task.CompletedTask;
        LiveEvents.WriteRetry(output, Retry);
        // A client that disconnects before the first entry resumes from here.
        LiveEvents.WriteMark(output, after);
        await output.FlushAsync(cancel);
        while (true)
        {
            if (await Task.WhenAny(beat, moved) == beat)
            {
                await beat;
                LiveEvents.WriteMark(output, after);
                await output.FlushAsync(cancel);
                beat = heartbeat.WaitForNextTickAsync(cancel).AsTask();
                continue;
            }

            await moved;
            // Read the position before the rows: a change that arrives meanwhile triggers the next read.
            var heard = progress.Position;
            after = await SendChangesAsync(output, query, after, language, write, cancel);
            await Task.Delay(LeastInterval, time, cancel);
            moved = progress.NextAsync(heard, cancel);
        }
    }

    /// <returns>The position up to which all changes have been sent.</returns>
    private async Task<long> SendChangesAsync(
        PipeWriter output, TimelineQuery query, long after, Language language, Writing write, CancellationToken cancel)
    {
        for (var more = true; more;)
        {
            var chunk = await changes.ReadAsync(query, after, language, cancel);
            if (chunk.Changes.Count > 0)
            {
                await write(output, chunk.Changes, cancel);
                // Wait for a slow client; nothing more is read for it meanwhile.
                await output.FlushAsync(cancel);
            }

            (after, more) = (chunk.Through, chunk.More);
        }

        return after;
    }

    private sealed class Followed(
        LiveTimelines live, TimelineQuery query, long after, Language language, Writing write) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = FollowTimeline.MediaType;
            response.Headers.CacheControl = "no-store";
            response.Headers.Vary = "Accept-Language";
            // Prevents nginx and similar proxies from buffering the events.
            response.Headers["X-Accel-Buffering"] = "no";
            // A response to HEAD consists of its headers.
            if (HttpMethods.IsHead(httpContext.Request.Method)) return;
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(
                httpContext.RequestAborted, live._lifetime.ApplicationStopping);
            try
            {
                await live.SendAsync(response.BodyWriter, query, after, language, write, ended.Token);
            }
            catch (Exception exception) when (ended.IsCancellationRequested || Failures.StoreIsAway(exception))
            {
                // The stream ends normally: the client reconnects with the last id it received.
            }
        }
    }
}
