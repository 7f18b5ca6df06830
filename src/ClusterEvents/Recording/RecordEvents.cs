using System.Text.Json;
using ClusterEvents.Recording.Binding;
using Wolverine.Http;

namespace ClusterEvents.Recording;

/// <summary>Record CloudEvents: one, a batch that is kept whole or not at all, or lines of any number.</summary>
[Tags("Events")]
public static class RecordEvents
{
    public const int LargestBatch = 1_000;

    [WolverinePost("/v1/events")]
    public static Task<IResult> Post(
        HttpContext http, RecordingDoor door, CloudEventReader reader, ReceiptPreference receipts, TimeProvider time)
    {
        if (http.Request.Query.ContainsKey("preserve") && !http.User.IsInRole(Role.Administrator))
            return Task.FromResult(Answers.Problem(StatusCodes.Status403Forbidden, "not-allowed",
                "Only an administrator may preserve the originals of an export."));
        if (MediaTypes.Refuse(http.Request, MediaTypes.CloudEvent, MediaTypes.CloudEventBatch, MediaTypes.Lines)
            is { } unsupported) return Task.FromResult(unsupported);
        var type = MediaTypes.Of(http.Request);
        var faults = FaultsBesideTheBody(http.Request, type);
        if (!faults.None) return Task.FromResult(Answers.Problem(faults.Found));
        return type switch
        {
            MediaTypes.CloudEvent => OneAsync(http, door, reader, receipts, time),
            MediaTypes.CloudEventBatch => BatchAsync(http, door, reader, receipts, time),
            _ => Task.FromResult<IResult>(new RecordedLines(door, reader, time)),
        };
    }

    /// <summary>
    /// Whether the request reads all of the record, or sends lines, and so may take as long as it likes.
    /// </summary>
    public static bool IsStream(HttpRequest request) =>
        request.IsTo("/v1/events") && (!HttpMethods.IsPost(request.Method) || MediaTypes.Of(request) == MediaTypes.Lines);

    /// <summary>Whether the request asks to keep time and recorder of an export.</summary>
    public static bool Preserves(HttpRequest request) => request.Query["preserve"] == "true";

    private static Faults FaultsBesideTheBody(HttpRequest request, string type)
    {
        var faults = new Faults();
        request.Query.RefuseOthers(faults, "preserve");
        // A restore that lost its originals by a typo could not be told from one that kept them.
        if (request.Query.ContainsKey("preserve") && request.Query["preserve"].ToString() is not ("true" or "false"))
            faults.Add("preserve", "must be true or false");
        if (type is not MediaTypes.CloudEvent && request.Headers.IfMatch.Count > 0)
            faults.Add(
                "If-Match", "guards one stream, and has no place with several CloudEvents: send one by itself");
        return faults;
    }

    private static async Task<IResult> OneAsync(
        HttpContext http, RecordingDoor door, CloudEventReader reader, ReceiptPreference receipts, TimeProvider time)
    {
        var (body, refusal) = await RequestBody.ReadAsync(http.Request, time, http.RequestAborted);
        if (refusal is not null) return Answers.Problem([refusal]);
        using (body)
        {
            var faults = new Faults();
            var draft = reader.Read(
                body!.RootElement, "", Recorder.Of(http.User), Preserves(http.Request), faults);
            var expected = RecordingEndpoint.ExpectedVersion(http.Request, faults);
            if (!faults.None) return Answers.Problem(faults.Found);
            var outcome = (await door.RecordAsync(
                [draft! with { ExpectedVersion = expected }], http.RequestAborted))[0];
            return outcome.Recorded is { } recorded ? await Answers.CreatedAsync(http, recorded, receipts)
                : Answers.Problem([.. outcome.Refusals.Select(InData)]);
        }
    }

    private static async Task<IResult> BatchAsync(
        HttpContext http, RecordingDoor door, CloudEventReader reader, ReceiptPreference receipts, TimeProvider time)
    {
        var (body, refusal) = await RequestBody.ReadAsync(http.Request, time, http.RequestAborted);
        if (refusal is not null) return Answers.Problem([refusal]);
        using (body)
        {
            var (drafts, faults) = ReadBatch(body!.RootElement, reader, http);
            if (!faults.None) return Answers.Problem(faults.Found);
            var outcomes = await door.RecordAsync(drafts, http.RequestAborted);
            if (outcomes.All(outcome => outcome.Recorded is not null))
                return TypedResults.Created((string?)null, await receipts.ApplyAsync(
                    http, [.. outcomes.Select(outcome => outcome.Recorded!)]));
            return Answers.Problem([.. outcomes.SelectMany((outcome, index) => outcome.Refusals.Select(
                refused => refused with
                {
                    Field = refused.Field is null ? $"[{index}]" : $"[{index}].data.{refused.Field}",
                }))]);
        }
    }

    /// <summary>The refusal with its field as it lies in a CloudEvent.</summary>
    public static Refusal InData(Refusal refusal) =>
        refusal.Field is null ? refusal : refusal with { Field = $"data.{refusal.Field}" };

    private static (List<Draft> Drafts, Faults Faults) ReadBatch(
        JsonElement batch, CloudEventReader reader, HttpContext http)
    {
        var faults = new Faults();
        var drafts = new List<Draft>();
        if (batch.ValueKind != JsonValueKind.Array) faults.Add("", "must be a list of CloudEvents");
        else if (batch.GetArrayLength() is 0 or > LargestBatch)
            faults.Add("", $"must hold 1 to {LargestBatch:N0} CloudEvents; stream more as {MediaTypes.Lines}");
        else
            foreach (var (index, item) in batch.EnumerateArray().Index())
                if (reader.Read(item, $"[{index}]", Recorder.Of(http.User), Preserves(http.Request), faults)
                    is { } draft)
                    drafts.Add(draft);
        return (drafts, faults);
    }
}
