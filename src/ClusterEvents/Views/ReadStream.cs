using System.Buffers;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using JasperFx.Events;
using Marten;

namespace ClusterEvents.Views;

/// <summary>At which version or time the state of a stream is shown.</summary>
public sealed record StreamQuery : ICheckedQuery
{
    /// <summary>The state after this many events; not together with <c>at</c>.</summary>
    [Parameter(Least = 1)]
    public long? Version { get; init; }

    /// <summary>The state at this instant; not together with <c>version</c>.</summary>
    public DateTimeOffset? At { get; init; }

    public void Check(ValidationErrors errors)
    {
        if (Version is not null && At is not null) errors.Add("at", "version-or-instant");
    }
}

/// <summary>
/// Read one stream as it was recorded – who, when, why – with its folded state at a version or a time.
/// </summary>
public static class ReadStream
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapRead("/v1/streams/{kind}/{id}", Get)
        .WithTags("Events")
        .Answers<StreamSnapshot>("The raw events, and the state that they fold to", headers: "ETag").HonoursIfMatch()
        .Refuses(400, 404);

    private static async Task<IResult> Get(
        [PathParameter("The stream's kind, such as `meeting`", Example = StreamKinds.Campaign)] string kind,
        [PathParameter("The stream's id", Example = "vi-an-ninh-to-quoc-2022")] string id, Asked<StreamQuery> asked,
        HttpContext http, IDocumentStore store, EventReplay replay, StreamStateCache streams, EventCatalogue catalogue)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var (version, at) = (asked.Query.Version, asked.Query.At);
        var key = new StreamKey(kind, id);
        await using var session = store.QuerySession();
        var events = await session.Events.FetchStreamAsync(
            key.ToString(), version ?? 0, at, token: http.RequestAborted);
        if (events.Count == 0)
            return ProblemResults.Problem(StatusCodes.Status404NotFound, $"unknown-{catalogue.Named(kind)}",
                version is null && at is null
                    ? new Fault("nothing-here-on-record", ("kind", new KindOfStream(kind)), ("value", id))
                    : new Fault("not-on-record-then", ("kind", new KindOfStream(kind)), ("value", id)));
        if (version > events[^1].Version)
            return ProblemResults.Problem(StatusCodes.Status404NotFound, "unknown-version",
                ("entry", key), ("last", events[^1].Version));
        if (EntityTags.OfVersion(http, events[^1].Version) is { } another) return another;
        return new StreamResult(key, events, streams.Fold(key, events), replay);
    }

    private sealed class StreamResult(
        StreamKey key, IReadOnlyList<IEvent> events, StreamSnapshot snapshots, EventReplay replay)
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
            JsonSerializer.Serialize(
                json, snapshots.State, snapshots.State?.GetType() ?? typeof(object), RecordJson.Options);
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
