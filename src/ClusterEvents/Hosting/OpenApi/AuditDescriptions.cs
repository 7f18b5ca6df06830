using ClusterEvents.Auditing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using Microsoft.OpenApi;
using static ClusterEvents.Hosting.OpenApi.RouteDescriptions;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Describes the routes for auditors: transparency log, receipts, replays, verifications.</summary>
internal static class AuditDescriptions
{
    private const string Text = "text/plain";

    private static readonly Dictionary<string, Action<OperationWriter>> Known = new()
    {
        ["GET /log/checkpoint"] = writer => writer
            .Answers(200, "The newest checkpoint, a signed note with the cosignatures of witnesses",
                Schemas.Text(), Text)
            .Refuses(404),
        ["GET /log/keys"] = writer => writer
            .Answers(200, "The verifier keys that the log was ever signed with, one a line, the newest last",
                Schemas.Text(), Text),
        ["GET /log/tile/{*path}"] = writer => writer
            .Path("path",
                "Level and index of a tile, or `entries` and the index of a bundle, as C2SP tlog-tiles writes them, "
                + "slashes as they are; entries are the record itself, and need a token",
                "0/000.p/1")
            .Answers(200, "The hashes, or the entries, which never change",
                Schemas.Text(format: "binary"), "application/octet-stream")
            .Refuses(401, 403, 404),
        ["GET /v1/activities/{activityId}/receipt"] = writer => writer
            .Path("activityId", "The `activityId` of a recording or of an entry")
            .Answers(200, "The receipt (C2SP tlog-proof)", Schemas.Text(), Text).Refuses(400, 404, 504),
        ["GET /v1/audit/replay/cities/{cityId}"] = writer => Replay(writer.Path("cityId", "The city's key", "can-tho")),
        ["GET /v1/audit/replay/campaigns/{campaignId}"] = writer =>
            Replay(writer.Path("campaignId", "The edition's key", "vi-an-ninh-to-quoc-2022")),
        ["GET /v1/audit/differences"] = writer => AcceptLanguage(Timeline(writer))
            .Query("from", Schemas.Text(),
                "The earlier moment, a position or an instant; the beginning where it is left out")
            .Query("to", Schemas.Text(), "The later moment; now where it is left out")
            .Query("limit", Limit(1_000), "How many differences at most")
            .Answers(200, "What was added, corrected, retracted and the like, in the order of recording",
                writer.Schemas.Of(typeof(DifferencePage))).Refuses(400),
        ["GET /v1/audit/states"] = writer => Timeline(writer)
            .Query("position", Number(0), "The state up to this position; the newest where it is left out")
            .Answers(200, "The state hash", writer.Schemas.Of(typeof(StateView))).Refuses(400, 404),
        ["POST /v1/audit/verifications"] = writer => writer
            .Answers(201, "The report, which is kept", writer.Schemas.Of(typeof(KeptReport)),
                MediaTypes.Json, "Location"),
        ["GET /v1/audit/verifications"] = writer => writer
            .Answers(200, "The newest reports, the newest first", writer.Schemas.Of(typeof(IReadOnlyList<KeptReport>)))
            .Refuses(400),
        ["GET /v1/audit/verifications/{id}"] = writer => writer.Path("id", "The report")
            .Answers(200, "The report", writer.Schemas.Of(typeof(KeptReport))).Refuses(400, 404),
    };

    public static Action<OperationWriter, Examples>? Find(Route route) =>
        Known.GetValueOrDefault(route.ToString()) is { } describe ? (writer, _) => describe(writer) : null;

    private static void Replay(OperationWriter writer) => KnownAt(AcceptLanguage(writer))
        .Query("order", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["desc", "asc"], Default = "desc" },
            "As timelines are ordered")
        .QueryList("include", "What else is shown", ["retracted", "corrections"])
        .Answers(200, "The whole timeline, made from raw events alone",
            TimelineSchemas.Page(writer.Schemas), MediaTypes.Json, "ETag")
        .Revalidates().Refuses(400, 404);

    private static OperationWriter Timeline(OperationWriter writer) =>
        writer.Query(
            "timeline", writer.Schemas.Of(typeof(StreamKey)), "The timeline's key, such as `city/can-tho`",
            required: true);
}
