using System.Buffers;
using System.Text.Json;
using ClusterEvents.Recording;
using Marten;
using Wolverine.Http;

namespace ClusterEvents.Timelines;

/// <summary>Read one activity. It comes from the event itself, so it is there as soon as its recording is answered.</summary>
public static class ReadActivity
{
    [WolverineGet("/v1/activities/{activityId}")]
    public static async Task<IResult> Get(string activityId, HttpContext http, IDocumentStore store, Catalogue catalogue)
    {
        if (Guid.TryParse(activityId, out var id))
        {
            await using var session = store.QuerySession();
            var found = await session.Events.QueryAllRawEvents().Where(e => e.Id == id).ToListAsync(http.RequestAborted);
            if (found.Select(e => TimelineEntry.Of(e, catalogue)).FirstOrDefault() is { } entry)
            {
                http.Response.Headers.Vary = "Accept-Language";
                return new TaggedJson(Json(ShownEntry.Of(entry, ReaderLanguage.Of(http.Request))));
            }
        }

        return Answers.Problem(StatusCodes.Status404NotFound, "unknown-activity", $"No activity `{activityId}` is on record.");
    }

    private static ReadOnlyMemory<byte> Json(ShownEntry entry)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, JsonWriting.Options);
        entry.Write(json);
        json.Flush();
        return body.WrittenMemory;
    }
}
