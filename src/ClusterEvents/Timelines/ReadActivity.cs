using System.Buffers;
using System.Text.Json;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Binding;
using JasperFx.Events;
using Marten;
using Wolverine.Http;

namespace ClusterEvents.Timelines;

/// <summary>
/// Read one activity. It comes from the event itself, so it is there as soon as its recording is answered.
/// </summary>
public static class ReadActivity
{
    [WolverineGet("/v1/activities/{activityId}")]
    public static async Task<IResult> Get(
        string activityId, HttpContext http, IDocumentStore store, Catalogue catalogue)
    {
        var faults = new Faults();
        var known = Registers.ReadKnown(http.Request.Query, faults);
        if (!faults.None) return Answers.Problem(faults.Found);
        if (Guid.TryParse(activityId, out var id)
            && await FindAsync(id, known, store, catalogue, http.RequestAborted) is { } entry)
        {
            http.Response.Headers.Vary = "Accept-Language";
            return new TaggedJson(Json(ShownEntry.Of(entry, ReaderLanguage.Of(http.Request), corrections: true)));
        }

        return Answers.Problem(StatusCodes.Status404NotFound, "unknown-activity",
            $"No activity `{activityId}` is on record{(known is null ? "" : " at that moment")}.");
    }

    /// <summary>
    /// The entry as it reads after the corrections on its stream; a correction itself is shown as recorded.
    /// </summary>
    private static async Task<TimelineEntry?> FindAsync(
        Guid id, KnownAt? known, IDocumentStore store, Catalogue catalogue, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var found = await session.Events.QueryAllRawEvents().Where(e => e.Id == id).FirstOrDefaultAsync(cancel);
        if (found?.Data is not Activity activity || known?.Includes(found) == false) return null;
        if (activity is ICorrection) return TimelineEntry.Of(found, new(id, activity), [], catalogue);
        var later = await EntryEvents.Of(session, id).Where(e => e.Sequence > found.Sequence)
            .OrderBy(e => e.Sequence).ToListAsync(cancel);
        IEvent[] corrections = [.. later.TakeWhile(e => known?.Includes(e) != false)];
        var reading = corrections.Aggregate(new Reading(id, activity),
            (read, e) => ((ICorrection)e.Data).Correct(read, catalogue));
        return TimelineEntry.Of(found, reading, corrections, catalogue);
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
