using System.Reflection;
using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Targets;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Hosting.Supervision;
using ClusterEvents.Recording.Http;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;
using ClusterEvents.Webhooks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Describes the routes that read, and the route for CloudEvents.</summary>
internal static class RouteDescriptions
{
    private const string Campaign = "vi-an-ninh-to-quoc-2022";

    private static readonly Dictionary<string, Action<OperationWriter, Examples>> Known = new()
    {
        ["GET /v1/cities"] = (writer, _) => Register<CityView>(writer),
        ["GET /v1/clusters"] = (writer, _) => Register<ClusterListed>(writer),
        ["GET /v1/clusters/{id}"] = (writer, _) => KnownAt(writer.Path("id", "The cluster's key", "cum-1-bca"))
            .Query("on", Day(), "The day to show it at; today in Asia/Ho_Chi_Minh where it is left out", "2022-07-29")
            .Answers(200, "The cluster on that day", writer.Schemas.Of(typeof(ClusterView))).Refuses(400, 404),
        ["GET /v1/campaigns"] = (writer, _) => Register<CampaignView>(writer),
        ["GET /v1/campaigns/{id}"] = (writer, _) => KnownAt(writer.Path("id", "The edition's key", Campaign))
            .Answers(200, "The edition", writer.Schemas.Of(typeof(CampaignView))).Refuses(400, 404),
        ["GET /v1/directives"] = (writer, _) => List<DirectiveView>(City(writer)
            .Query("status", Schemas.Text(), "How far addressees are, such as `overdue` or `open`")
            .Query("dueBefore", Day(), "Only what is due before this day")),
        ["GET /v1/directives/{id}"] = (writer, _) => One<DirectiveView>(writer),
        ["GET /v1/targets"] = (writer, _) => List<TargetView>(City(writer)
            .Query("status", Schemas.Text(), "How far cities are, such as `open` or `met`")),
        ["GET /v1/targets/{id}"] = (writer, _) => One<TargetView>(writer),
        ["GET /v1/commendations"] = (writer, _) => List<CommendationView>(City(writer)
            .Query("title", Schemas.Text(), "Only this title")),
        ["GET /v1/commendations/{id}"] = (writer, _) => One<CommendationView>(writer),
        ["GET /v1/activities/{activityId}"] = (writer, _) => AcceptLanguage(KnownAt(
            writer.Path("activityId", "The `activityId` of a recording or of an entry")))
            .Answers(200, "The activity", TimelineSchemas.Entry(writer.Schemas), MediaTypes.Json, "ETag")
            .Revalidates().Refuses(400, 404),
        ["GET /v1/streams/{kind}/{id}"] = (writer, _) => writer
            .Path("kind", "The stream's kind, such as `meeting`", StreamKinds.Campaign)
            .Path("id", "The stream's id", Campaign)
            .Query("version", Number(1), "The state after this many events; not together with `at`")
            .Query("at", Instant(), "The state at this instant; not together with `version`")
            .Answers(200, "The raw events, and the state that they fold to", TimelineSchemas.Stream(writer.Schemas),
                MediaTypes.Json, "ETag").Refuses(400, 404),
        ["GET /v1/events"] = (writer, _) => Replay(writer),
        ["POST /v1/events"] = Record,
        ["GET /v1/webhooks/dead-letters"] = (writer, _) => writer
            .Query("limit", Limit(PageRequest.LargestPage), "How many a page has at most")
            .Query("page", Number(1), "Which page, from 1")
            .Answers(200, "A page, the oldest first", writer.Schemas.Of(typeof(DeadLetterPage))).Refuses(400),
        ["POST /v1/webhooks/dead-letters/{id}/replay"] = (writer, _) => writer
            .Path("id", "The delivery that was given up")
            .Answers(202, "It is sent again, with all retries anew", writer.Schemas.Of(typeof(DeadLetter)))
            .Refuses(404),
        ["GET /health/live"] = (writer, _) => writer.Answers(200, "The program lives", Status()),
        ["GET /health/ready"] = (writer, _) => writer
            .Answers(200, "The program can serve", writer.Schemas.Of(typeof(Readiness)))
            .Answers(503, "It cannot, and why", writer.Schemas.Of(typeof(Readiness)), MediaTypes.Json, "Retry-After"),
    };

    public static Action<OperationWriter, Examples>? Find(Route route) =>
        Known.GetValueOrDefault(route.ToString()) ?? TimelineDescriptions.Find(route) ?? AuditDescriptions.Find(route);

    /// <summary>Describes what the method itself declares: path parameters and the return type.</summary>
    public static void WriteWhatIsKnown(Route route, OperationWriter writer)
    {
        foreach (var name in route.PathParameters) writer.Path(name, $"The {name}");
        var returned = route.Handler!.ReturnType;
        var body = route.Handler!.GetCustomAttribute<ProducesResponseTypeAttribute>()?.Type
                   ?? (returned.IsGenericType ? returned.GetGenericArguments()[0] : returned);
        var isKnown = body != typeof(IResult) && body != typeof(Task) && body != typeof(void);
        writer.Answers(200, "What was asked for", isKnown ? writer.Schemas.Of(body) : null);
        if (route.PathParameters.Any()) writer.Refuses(404);
    }

    private static void Register<TView>(OperationWriter writer) => KnownAt(writer)
        .Answers(200, "By name, as Vietnamese sorts names", writer.Schemas.Of(typeof(IReadOnlyList<TView>)))
        .Refuses(400);

    private static void One<TView>(OperationWriter writer) => KnownAt(writer.Path("id", "Its key"))
        .Answers(200, "As it is on record", writer.Schemas.Of(typeof(TView)), MediaTypes.Json, "ETag")
        .Refuses(400, 404);

    private static void List<TView>(OperationWriter writer) => KnownAt(writer)
        .Query("limit", Limit(PageRequest.LargestPage), "How many a page has at most")
        .Query("cursor", Schemas.Text(), "The `next` of the page before")
        .Answers(200, "A page, the newest first", writer.Schemas.Of(typeof(Page<TView>)), MediaTypes.Json, "Link")
        .Refuses(400);

    private static OperationWriter City(OperationWriter writer) =>
        writer.Query("city", writer.Schemas.Of(typeof(CityId)), "Only what concerns this city");

    private static void Replay(OperationWriter writer) => writer
        .Query("city", Schemas.Text(), "Only what concerns this city, as member or as guest")
        .Query("campaign", Schemas.Text(), "Only what belongs to this edition")
        .QueryList("type", "Only these types", StoredEvents.Catalogue.Types
            .SelectMany(type => type.Shapes).Select(shape => shape.CloudEventType))
        .Query("subject", Schemas.Text(), "Only this stream, such as `meeting/0198…`")
        .Query("recordedFrom", Instant(), "Recorded at or after")
        .Query("recordedTo", Instant(), "Recorded at or before")
        .Query("after", Number(0), "Resumes after this position: the `sequence` of the last event that was read")
        .Header("Accept", Schemas.Text(), $"`{MediaTypes.CloudEventBatch}` for one array; lines otherwise")
        .Answers(200, "The events in the order of recording", CloudEventSchemas.Event(writer.Schemas), MediaTypes.Lines)
        .Answers(200, "", CloudEventSchemas.Batch(writer.Schemas), MediaTypes.CloudEventBatch).Refuses(400);

    private static void Record(OperationWriter writer, Examples examples)
    {
        var held = examples.CloudEvent("clusterevents.city-registered.v1");
        var recorded = writer.Schemas.Of(typeof(Recorded));
        writer
            .Query("preserve", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false },
                "Keeps time and recorder of an export; for an administrator who restores into an empty installation")
            .Header("If-Match", Schemas.Text(), "For one event: the stream's version that the decision rests on")
            .Body(MediaTypes.CloudEvent, CloudEventSchemas.Event(writer.Schemas), held)
            .Body(MediaTypes.CloudEventBatch, CloudEventSchemas.Batch(writer.Schemas),
                held is null ? null : new JsonArray(held.DeepClone()))
            .Body(MediaTypes.Lines, CloudEventSchemas.Event(writer.Schemas))
            .Answers(201, "Recorded, or on record already", new OpenApiSchema
            {
                OneOf = [recorded, new OpenApiSchema { Type = JsonSchemaType.Array, Items = recorded }],
            }, MediaTypes.Json, "Location", "ETag")
            .Answers(200, "For lines: what became of each, as the import goes on",
                CloudEventSchemas.LineResult(writer.Schemas), MediaTypes.Lines)
            .Refuses(400, 409, 412, 413, 415, 422);
    }

    internal static OperationWriter AcceptLanguage(OperationWriter writer) =>
        writer.Header("Accept-Language", Schemas.Text(), "The language of titles: `vi` unless `en` is preferred");

    internal static OperationWriter KnownAt(OperationWriter writer) => writer.Query(KnownAtParameter.Name,
        Schemas.Text(), "A position, or an instant with its offset: as it was known then, later corrections undone");

    internal static OpenApiSchema Day() => Schemas.Text(format: "date");

    internal static OpenApiSchema Number(int least) =>
        new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = $"{least}" };

    internal static OpenApiSchema Limit(int most) =>
        new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{most}", Default = 50 };

    private static OpenApiSchema Status() => Schemas.Fields(("status", Schemas.Text("live"), true));

    private static OpenApiSchema Instant() => Schemas.Text(format: "date-time");
}
