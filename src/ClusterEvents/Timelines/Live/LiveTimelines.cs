using System.IO.Pipelines;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterEvents.Timelines.Live;

/// <summary>Sends the changes of timelines to those who follow them, until they leave or the program stops.</summary>
public sealed class LiveTimelines(
    LiveChanges changes, TimelineProgress progress, TimeProvider time, IHostApplicationLifetime lifetime,
    FollowerPlaces places, IConfiguration configuration)
{
    /// <summary>When a reader whose connection ended should come back.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    /// <summary>However fast others record, the store is asked for a reader a few times a second at most.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);

    private readonly IHostApplicationLifetime _lifetime = lifetime;

    private readonly FollowerPlaces _places = places;

    /// <summary>Short enough for the proxies between, which close what is silent for half a minute or more.</summary>
    private readonly TimeSpan _heartbeat = configuration.GetValue("Timelines:Heartbeat", TimeSpan.FromSeconds(15));

    /// <summary>The changes of a timeline that follow a position, and then all others as they become visible.</summary>
    public IResult Follow(StreamKey timeline, long after, Language language) =>
        new Followed(this, timeline, after, language);

    private async Task SendAsync(
        PipeWriter output, StreamKey timeline, long after, Language language, CancellationToken cancel)
    {
        using var heartbeat = new PeriodicTimer(_heartbeat, time);
        var beat = heartbeat.WaitForNextTickAsync(cancel).AsTask();
        var moved = Task.CompletedTask;
        LiveEvents.WriteRetry(output, Retry);
        // Whoever is cut off before the first entry resumes from here.
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
            // Taken before reading: what comes while rows are read wakes the next round.
            var heard = progress.Position;
            after = await SendChangesAsync(output, timeline, after, language, cancel);
            await Task.Delay(Breath, time, cancel);
            moved = progress.NextAsync(heard, cancel);
        }
    }

    /// <returns>The position up to which all changes are sent.</returns>
    private async Task<long> SendChangesAsync(
        PipeWriter output, StreamKey timeline, long after, Language language, CancellationToken cancel)
    {
        for (var more = true; more;)
        {
            var chunk = await changes.ReadAsync(timeline, after, language, cancel);
            foreach (var change in chunk.Changes) LiveEvents.Write(output, change);
            // A slow reader is waited for here, and nothing more is read for it.
            if (chunk.Changes.Count > 0) await output.FlushAsync(cancel);
            (after, more) = (chunk.Through, chunk.More);
        }

        return after;
    }

    private sealed class Followed(LiveTimelines live, StreamKey timeline, long after, Language language) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var place = live._places.Take(httpContext);
            if (!place.IsAcquired)
            {
                await live._places.Refuse(httpContext).ExecuteAsync(httpContext);
                return;
            }

            var response = httpContext.Response;
            response.ContentType = FollowTimeline.MediaType;
            response.Headers.CacheControl = "no-store";
            response.Headers.Vary = "Accept-Language";
            // Proxies of the nginx kind would keep events back until a buffer is full.
            response.Headers["X-Accel-Buffering"] = "no";
            // The headers are the whole answer to HEAD.
            if (HttpMethods.IsHead(httpContext.Request.Method)) return;
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(
                httpContext.RequestAborted, live._lifetime.ApplicationStopping);
            try
            {
                await live.SendAsync(response.BodyWriter, timeline, after, language, ended.Token);
            }
            catch (Exception exception) when (ended.IsCancellationRequested || Failures.StoreIsAway(exception))
            {
                // The stream ends like any other: whoever still reads comes back with the last id that it saw.
            }
        }
    }
}
