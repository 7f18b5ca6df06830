using System.Buffers;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using JasperFx.Events;
using Marten;
using Wolverine.Http;

namespace ClusterEvents.Views;

/// <summary>
/// Read one stream as it was recorded – who, when, why – with its folded state at a version or a time.
/// </summary>
[Tags("Events")]
public static class ReadStream
{
    [WolverineGet("/v1/streams/{kind}/{id}")]
    public static async Task<IResult> Get(
        string kind, string id, HttpContext http, IDocumentStore store, EventReplay replay, StreamStateCache streams,
        EventCatalogue catalogue)
    {
        var errors = new ValidationErrors();
        var (version, at) = ReadQuery(http.Request.Query, errors);
        if (!errors.None) return ProblemResults.Problem(errors.Found);

        var key = new StreamKey(kind, id);
        await using var session = store.QuerySession();
        var events = await session.Events.FetchStreamAsync(
            key.ToString(), version ?? 0, at, token: http.RequestAborted);
        if (events.Count == 0)
            return ProblemResults.Problem(StatusCodes.Status404NotFound, $"unknown-{catalogue.Named(kind)}",
                $"No {kind} `{id}` is on record{(version is null && at is null ? "" : " at that version or time")}.");
        if (version > events[^1].Version)
            return ProblemResults.Problem(StatusCodes.Status404NotFound, "unknown-version",
                $"`{key}` is at version {events[^1].Version}; no version {version} is on record.");
        http.Response.Headers.ETag = $"\"{events[^1].Version}\"";
        return new Answer(key, events, streams.Fold(key, events), replay);
    }

    private static (long? Version, DateTimeOffset? At) ReadQuery(IQueryCollection query, ValidationErrors errors)
    {
        query.RefuseOthers(errors, "version", "at");
        if (query.ContainsKey("version") && query.ContainsKey("at")) errors.Add("at", "choose one of version and at");
        return (
            query.Number("version", 1, long.MaxValue, "must be a version of 1 or more", errors),
            query.Value("at", Scalars.Instant, "must be an instant with its offset", errors)?.ToUniversalTime());
    }

    private sealed class Answer(StreamKey key, IReadOnlyList<IEvent> events, StreamSnapshot snapshots, EventReplay replay)
        : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var body = new ArrayBufferWriter<byte>();
            await using var json = new Utf8JsonWriter(body, JsonWriting.Options);
            json.WriteStartObject();
            json.WriteString("stream", key.ToString());
            json.WriteNumber("version", snapshots.Version);
            json.WritePropertyName("state");
            JsonSerializer.Serialize(json, snapshots.State, snapshots.State?.GetType() ?? typeof(object), RecordJson.Options);
            json.WriteStartArray("events");
            var raw = replay.ReadAsync(
                new() { Subject = key.ToString() }, events[^1].Sequence, httpContext.RequestAborted);
            await foreach (var @event in raw) @event.Write(json);
            json.WriteEndArray();
            json.WriteEndObject();
            await json.FlushAsync();
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            await httpContext.Response.Body.WriteAsync(body.WrittenMemory, httpContext.RequestAborted);
        }
    }
}
