using System.Text.Json.Nodes;
using ClusterEvents.Campaigns;
using ClusterEvents.Cities;
using ClusterEvents.Clusters;
using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Live;
using ClusterEvents.Webhooks;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.Description;

/// <summary>Describes the routes that read, and the door for CloudEvents: what they take and answer.</summary>
internal static class RouteDescriptions
{
    private const string Campaign = "vi-an-ninh-to-quoc-2022";

    private const string Suffixes = "with `.csv`, `.atom` or `.ics` behind it, the timeline in that form";

    private static readonly Dictionary<string, Action<OperationWriter, SeedExamples>> Known = new()
    {
        ["GET /v1/clusters/{id}"] = (writer, _) => writer
            .Path("id", "The cluster's key", "cum-1-bca")
            .Query("on", Day(), "The day to show it at; today in Asia/Ho_Chi_Minh where it is left out", "2022-07-29")
            .Answers(200, "The cluster on that day", writer.Schemas.Of(typeof(ClusterView))).Refuses(400, 404),
        ["GET /v1/campaigns/{id}"] = (writer, _) => writer
            .Path("id", "The edition's key", Campaign)
            .Answers(200, "The edition", writer.Schemas.Of(typeof(CampaignView))).Refuses(404),
        ["GET /v1/timelines/cities/{cityId}"] = (writer, _) =>
            Timeline(writer.Path("cityId", $"The city's key; {Suffixes}", "can-tho")),
        ["GET /v1/timelines/campaigns/{campaignId}"] = (writer, _) =>
            Timeline(writer.Path("campaignId", $"The edition's key; {Suffixes}", Campaign)),
        ["GET /v1/timelines/cities/{cityId}/live"] = (writer, _) =>
            Live(writer.Path("cityId", "The city's key", "can-tho")),
        ["GET /v1/timelines/campaigns/{campaignId}/live"] = (writer, _) =>
            Live(writer.Path("campaignId", "The edition's key", Campaign)),
        ["GET /v1/activities/{activityId}"] = (writer, _) => AcceptLanguage(
            writer.Path("activityId", "The `activityId` of a recording or of an entry"))
            .Query("knownAt", KnownAt(), "As it was known then: later corrections undone")
            .Answers(200, "The activity", TimelineSchemas.Entry(writer.Schemas), MediaTypes.Json, "ETag")
            .Refuses(400, 404),
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
            .Query("limit", Number(1), "How many a page has at most: 1 to 200, 50 where it is left out")
            .Query("page", Number(1), "The page, from 1")
            .Answers(200, "A page of deliveries", writer.Schemas.Of(typeof(DeadLetterPage))).Refuses(400),
        ["POST /v1/webhooks/dead-letters/{id}/replay"] = (writer, _) => writer
            .Path("id", "The `id` of a delivery that was given up")
            .Answers(202, "It is about to be sent", writer.Schemas.Of(typeof(DeadLetter))).Refuses(404),
        ["GET /health/live"] = (writer, _) => writer.Answers(200, "The program lives", Status()),
        ["GET /health/ready"] = (writer, _) => writer
            .Answers(200, "The program can serve", writer.Schemas.Of(typeof(Readiness)))
            .Answers(503, "It cannot, and why", writer.Schemas.Of(typeof(Readiness)), MediaTypes.Json, "Retry-After"),
    };

    public static Action<OperationWriter, SeedExamples>? Find(Route route) => Known.GetValueOrDefault(route.ToString());

    /// <summary>What the method itself tells: the names in its path, and the type that it returns.</summary>
    public static void WriteWhatIsKnown(Route route, OperationWriter writer)
    {
        foreach (var name in route.PathParameters) writer.Path(name, $"The {name}");
        var returned = route.Handler.ReturnType;
        var body = returned.IsGenericType ? returned.GetGenericArguments()[0] : returned;
        var isKnown = body != typeof(IResult) && body != typeof(Task) && body != typeof(void);
        writer.Answers(200, "What was asked for", isKnown ? writer.Schemas.Of(body) : null);
        if (route.PathParameters.Any()) writer.Refuses(404);
    }

    private static void Timeline(OperationWriter writer) => AcceptLanguage(writer)
        .Query("from", Day(), "The first day of occurrence").Query("to", Day(), "The last day of occurrence, inclusive")
        .QueryList("kind", "Only these kinds", StoredEvents.Catalogue.Types.Select(type => type.Name))
        .Query("q", Schemas.Text(), "Words to find, with or without diacritics; exact spellings come first")
        .Query("order", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["desc", "asc"], Default = "desc" },
            "By day, part of day, hint, time of recording and id; newest first unless asked otherwise")
        .Query("knownAt", KnownAt(), "The timeline as it was known then: corrections after it undone")
        .QueryList("include", "What else is shown", ["retracted", "corrections", "predecessors"])
        .Query("atLeast", Number(0), "Waits until the timeline shows everything up to this position, for 5 s at most")
        .Query("limit", new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Maximum = $"{TimelineQuery.LargestPage}",
            Default = 50,
        }, "How many entries a page has at most")
        .Query("cursor", Schemas.Text(), "The `next` of the page before; stable while more is recorded")
        .Header("If-None-Match", Schemas.Text(), "The ETag of the page that the reader has")
        .Answers(200, "A page of the timeline", TimelineSchemas.Page(writer.Schemas), MediaTypes.Json, "ETag", "Link")
        .Answers(200, "", Schemas.Text("The same as a table"), "text/csv")
        .Answers(200, "", Schemas.Text("The same as an Atom feed"), "application/atom+xml")
        .Answers(200, "", Schemas.Text("The same as a calendar"), "text/calendar")
        .Answers(304, "The reader has this very page", null).Refuses(400, 404, 406, 504);

    private static void Live(OperationWriter writer) => AcceptLanguage(writer)
        .Header("Last-Event-ID", Number(0), "Resumes after this event, or after the `position` of a page; from now without it")
        .Query("lastEventId", Number(0), "The same, for those who cannot send headers; the header goes first")
        .Answers(200, "Events `entry` and `removed`, with the position of what made the change as id",
            TimelineSchemas.Entry(writer.Schemas), FollowTimeline.MediaType).Refuses(400, 404, 406);

    private static void Replay(OperationWriter writer) => writer
        .Query("city", Schemas.Text(), "Only what concerns this city, as member or as guest")
        .Query("campaign", Schemas.Text(), "Only what belongs to this edition")
        .QueryList("type", "Only these types", StoredEvents.Catalogue.Types.Select(type => type.CloudEventType))
        .Query("subject", Schemas.Text(), "Only this stream, such as `meeting/0198…`")
        .Query("recordedFrom", Instant(), "Recorded at or after")
        .Query("recordedTo", Instant(), "Recorded at or before")
        .Query("after", Number(0), "Resumes after this position: the `sequence` of the last event that was read")
        .Header("Accept", Schemas.Text(), $"`{MediaTypes.CloudEventBatch}` for one array; lines otherwise")
        .Answers(200, "The events in the order of recording", CloudEventSchemas.Event(writer.Schemas), MediaTypes.Lines)
        .Answers(200, "", CloudEventSchemas.Batch(writer.Schemas), MediaTypes.CloudEventBatch).Refuses(400);

    private static void Record(OperationWriter writer, SeedExamples examples)
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

    private static OperationWriter AcceptLanguage(OperationWriter writer) =>
        writer.Header("Accept-Language", Schemas.Text(), "The language of titles: `vi` unless `en` is preferred");

    private static OpenApiSchema Status() => Schemas.Fields(("status", Schemas.Text("live"), true));

    private static OpenApiSchema Day() => Schemas.Text(format: "date");

    private static OpenApiSchema Instant() => Schemas.Text(format: "date-time");

    private static OpenApiSchema KnownAt() => Schemas.Text("A position, or an instant with its offset");

    private static OpenApiSchema Number(int least) =>
        new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = $"{least}" };
}
