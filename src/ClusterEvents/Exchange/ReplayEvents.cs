using System.Buffers;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Exchange;

/// <summary>Replay the record: CloudEvents in the order of recording, as lines or as one batch.</summary>
public static class ReplayEvents
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapRead("/v1/events", Get).WithTags("Events")
        // The batch first: generated clients ask for the first form, and can read an array.
        .Answers<StoredCloudEvent[]>(
            "The events in the order of recording: one array where `Accept` asks for it, lines otherwise",
            mediaType: MediaTypes.CloudEventBatch)
        .Answers<StoredCloudEvent>("", mediaType: MediaTypes.Lines).Refuses(400);

    private static async Task<IResult> Get(
        Asked<ReplayQuery> asked, HttpContext http, EventReplay replay, TimelineProgress progress,
        EventCatalogue catalogue)
    {
        if (asked.Malformed is { } malformed) return malformed;
        // A client that reads immediately after recording must find its own events: wait for the high-water mark.
        await progress.ReachAsync(
            await replay.NewestAsync(http.RequestAborted), TimelineRequestHandler.Patience, http.RequestAborted);
        var upTo = await replay.SettledAsync(http.RequestAborted);
        // Lines are the default unless the client prefers the batch.
        var preferred = Preference.Of(http.Request, MediaTypes.Lines, MediaTypes.CloudEventBatch);
        return new Replayed(
            replay.ReadAsync(asked.Query.Filter(catalogue), upTo, http.RequestAborted),
            asBatch: preferred == MediaTypes.CloudEventBatch);
    }

    /// <summary>Streams the events with at most two pages in memory.</summary>
    private sealed class Replayed(IAsyncEnumerable<StoredCloudEvent> events, bool asBatch) : IResult
    {
        private const int FlushAt = 32 * 1024;

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var output = httpContext.Response.BodyWriter;
            httpContext.Response.ContentType = asBatch ? MediaTypes.CloudEventBatch : MediaTypes.Lines;
            // A response to HEAD consists of its headers.
            if (HttpMethods.IsHead(httpContext.Request.Method)) return;
            await using var json = new Utf8JsonWriter(output, JsonWriting.Options);
            var first = true;
            if (asBatch) output.Write("["u8);
            await foreach (var @event in events)
            {
                if (asBatch && !first) output.Write(",\n"u8);
                first = false;
                @event.Write(json);
                json.Flush();
                json.Reset();
                if (!asBatch) output.Write("\n"u8);
                if (output.UnflushedBytes > FlushAt) await output.FlushAsync(httpContext.RequestAborted);
            }

            if (asBatch) output.Write("]\n"u8);
            await output.FlushAsync(httpContext.RequestAborted);
        }
    }
}
