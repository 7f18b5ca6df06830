using System.Text.Json;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Recording.CloudEvents;

/// <summary>The query for recording CloudEvents.</summary>
public sealed record RecordQuery
{
    /// <summary>
    /// Keeps recording time and recorder of an export; for an administrator who restores into an empty installation.
    /// </summary>
    // A misspelt value would silently drop the originals of a restore.
    public bool Preserve { get; init; }
}

/// <summary>
/// Record CloudEvents: one, a batch that is kept whole or not at all, or lines of any number. One may be sent in binary
/// mode too: its attributes as headers <c>ce-…</c>, percent-encoded, and its data as a body of <c>application/json</c>.
/// </summary>
public static class RecordEvents
{
    public const int LargestBatch = 1_000;

    private const string Route = "/v1/events";

    private static readonly string[] Taken = [MediaTypes.CloudEvent, MediaTypes.CloudEventBatch, MediaTypes.Lines];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapWrite(Route, Post).WithTags("Events")
        .ReadsHeader("If-Match", "For one event: the stream's version that the decision rests on")
        .ReadsHeader(Preferences.Header, Preferences.Description)
        // Binary mode is no declared body: generators of clients prefer application/json to any other media type, and
        // would send whole CloudEvents with it.
        .Takes<StoredCloudEvent>(MediaTypes.CloudEvent)
        .Takes<StoredCloudEvent[]>(MediaTypes.CloudEventBatch)
        .Takes<StoredCloudEvent>(MediaTypes.Lines)
        .Answers<Recorded>(
            "Recorded, or on record already", StatusCodes.Status201Created, headers: ["Location", "ETag"])
        .Answers<Recorded[]>("", StatusCodes.Status201Created)
        .Answers<LineResult>("200, for lines: what became of each, as the import goes on", mediaType: MediaTypes.Lines)
        .Refuses(400, 409, 412, 413, 415, 422);

    private static Task<IResult> Post(
        Asked<RecordQuery> asked, HttpContext http, AppendQueue queue, CloudEventReader reader,
        RecordingAnswers answers, ImportLimits limits, SecurityEvents security, TimeProvider time)
    {
        if (http.Request.Query.ContainsKey("preserve") && !http.User.IsInRole(Role.Administrator))
            return Task.FromResult(ProblemResults.Problem(StatusCodes.Status403Forbidden, "not-allowed",
                "only-administrators-restore"));
        var binary = BinaryMode.IsIn(http.Request);
        if (MediaTypes.Refuse(http.Request, "no-event-of-this-media-type", binary ? [MediaTypes.Json] : Taken)
            is { } unsupported)
            return Task.FromResult(unsupported);
        var type = binary ? MediaTypes.CloudEvent : MediaTypes.Of(http.Request);
        if (type is not MediaTypes.CloudEvent && http.Request.Headers.IfMatch.Count > 0)
            asked.Errors.Add("If-Match", "if-match-with-several");
        if (asked.Malformed is { } malformed) return Task.FromResult(malformed);
        var preserve = asked.Query.Preserve;
        return type switch
        {
            MediaTypes.CloudEvent => OneAsync(http, binary, preserve, queue, reader, answers, security, time),
            MediaTypes.CloudEventBatch => BatchAsync(http, preserve, queue, reader, answers, security, time),
            _ => Task.FromResult<IResult>(new LineResults(queue, reader, limits, security, time, preserve)),
        };
    }

    /// <summary>Whether a request is to this route, which replays the record as well.</summary>
    public static bool IsAt(HttpRequest request) => request.IsTo(Route);

    /// <summary>Whether the request imports lines, so that it takes as long as its sender.</summary>
    public static bool IsImport(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && MediaTypes.Of(request) == MediaTypes.Lines && IsAt(request);

    private static async Task<IResult> OneAsync(
        HttpContext http, bool binary, bool preserve, AppendQueue queue, CloudEventReader reader,
        RecordingAnswers answers, SecurityEvents security, TimeProvider time)
    {
        var (body, rejection) = await RequestBody.ReadAsync(http.Request, time, http.RequestAborted);
        if (rejection is not null) return ProblemResults.Problem([rejection]);
        using (body)
        {
            var errors = new ValidationErrors();
            using var composed = binary ? BinaryMode.Compose(http.Request, body!.RootElement, errors) : null;
            if (!errors.None) return ProblemResults.Problem(errors.Found);
            var draft = reader.Read(
                (composed ?? body!).RootElement, "", RecorderClaims.RecorderOf(http), preserve, errors);
            var expected = RecordingEndpoint.ExpectedVersions(http.Request, errors);
            if (!errors.None) return ProblemResults.Problem(errors.Found);
            var result = (await queue.RecordAsync(
                [draft!.AsPreferred(http) with { ExpectedVersions = expected }], http.RequestAborted))[0];
            if (preserve) Tell(security, draft!.By, [result]);
            return await answers.AnswerAsync(http, result, InData);
        }
    }

    private static async Task<IResult> BatchAsync(
        HttpContext http, bool preserve, AppendQueue queue, CloudEventReader reader, RecordingAnswers answers,
        SecurityEvents security, TimeProvider time)
    {
        var (body, rejection) = await RequestBody.ReadAsync(http.Request, time, http.RequestAborted);
        if (rejection is not null) return ProblemResults.Problem([rejection]);
        using (body)
        {
            var (drafts, errors) = ReadBatch(body!.RootElement, reader, RecorderClaims.RecorderOf(http), preserve);
            if (!errors.None) return ProblemResults.Problem(errors.Found);
            var results = await queue.RecordAsync(
                [.. drafts.Select(draft => draft.AsPreferred(http))], http.RequestAborted);
            if (preserve) Tell(security, drafts[0].By, results);
            if (results.All(result => result.Recorded is not null))
                return await answers.CreatedAsync(http, results);
            return ProblemResults.Problem([.. results.SelectMany((result, index) => result.Rejections.Select(
                rejected => rejected with
                {
                    Field = rejected.Field is null ? $"[{index}]" : $"[{index}].data.{rejected.Field}",
                }))], [.. results.SelectMany(result => result.Similar)]);
        }
    }

    private static void Tell(SecurityEvents security, Recorder by, IReadOnlyList<RecordingResult> results)
    {
        var recorded = results.Count(result => result.Recorded is not null);
        security.Restored(by, recorded, results.Count - recorded);
    }

    /// <summary>The rejection with its field path inside a CloudEvent.</summary>
    public static Rejection InData(Rejection rejection) =>
        rejection.Field is null ? rejection : rejection with { Field = $"data.{rejection.Field}" };

    private static (List<Draft> Drafts, ValidationErrors Faults) ReadBatch(
        JsonElement batch, CloudEventReader reader, Recorder by, bool preserve)
    {
        var errors = new ValidationErrors();
        var drafts = new List<Draft>();
        if (batch.ValueKind != JsonValueKind.Array) errors.Add("", "not-a-list", ("field", new NamedField("")));
        else if (batch.GetArrayLength() is 0 or > LargestBatch)
            errors.Add("", "batch-size", ("most", LargestBatch));
        else
            foreach (var (index, item) in batch.EnumerateArray().Index())
                if (reader.Read(item, $"[{index}]", by, preserve, errors) is { } draft) drafts.Add(draft);
        return (drafts, errors);
    }
}
