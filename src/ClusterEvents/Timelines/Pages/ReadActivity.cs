using System.Buffers;
using System.Text.Json;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using Marten;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// Read one activity. It is read from its events, so it is available as soon as its recording was acknowledged.
/// </summary>
public static class ReadActivity
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapRead("/v1/activities/{activityId}", Get)
        .WithTags("Timelines").ReadsLanguage()
        .Answers<ShownEntry>("The activity", headers: "ETag").Revalidates().Refuses(400, 404);

    private static async Task<IResult> Get(
        [PathParameter("The `activityId` of a recording or of an entry")] string activityId,
        Asked<KnownAtQuery> asked, HttpContext http, IDocumentStore store, EventCatalogue catalogue, EntryNames names)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var known = asked.Query.KnownAt;
        if (Guid.TryParse(activityId, out var id)
            && await FindAsync(id, known, store, catalogue, http.RequestAborted) is { } entry)
        {
            http.Response.Headers.Vary = "Accept-Language";
            var language = ReaderLanguage.Of(http.Request);
            return new JsonETagResult(Json(await names.NamedAsync(
                ShownEntry.Of(entry, language, corrections: true), language, known, http.RequestAborted)));
        }

        return ProblemResults.Unknown("activity", activityId, atThatMoment: known is not null);
    }

    /// <summary>
    /// The entry with the corrections on its stream applied; a correction itself is shown as recorded.
    /// </summary>
    internal static async Task<TimelineEntry?> FindAsync(
        Guid id, KnownAt? known, IDocumentStore store, EventCatalogue catalogue, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var found = await session.Events.QueryAllRawEvents().Where(e => e.Id == id).FirstOrDefaultAsync(cancel);
        if (found?.ToActivity() is not { } recorded || known?.Includes(recorded.Position) == false) return null;
        var asRecorded = new EntryState(id, recorded.Activity);
        if (recorded.Activity is ICorrection) return TimelineEntry.Of(recorded, asRecorded, [], catalogue);
        var later = await EntryEvents.Of(session, id).Where(e => e.Sequence > recorded.Position)
            .OrderBy(e => e.Sequence).ToListAsync(cancel);
        StoredActivity[] corrections =
            [.. later.ToActivities().TakeWhile(one => known?.Includes(one.Position) != false)];
        var entry = corrections.Aggregate(
            asRecorded, (state, one) => ((ICorrection)one.Activity).Correct(state, catalogue));
        return TimelineEntry.Of(recorded, entry, corrections, catalogue);
    }

    private static ReadOnlyMemory<byte> Json(ShownEntry entry)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, JsonWriting.Copying);
        entry.Write(json);
        json.Flush();
        return body.WrittenMemory;
    }
}
