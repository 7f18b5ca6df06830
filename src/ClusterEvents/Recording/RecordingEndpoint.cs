using System.Globalization;
using System.Text.Json;
using ClusterEvents.Recording.Binding;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording;

/// <summary>
/// Records what is sent to the route of one command: reads it, drafts it, and answers what became of it.
/// </summary>
public sealed class RecordingEndpoint(RecordingDoor door, ReceiptPreference receipts, TimeProvider time)
{
    public const string IdempotencyKeyHeader = "Idempotency-Key";

    /// <param name="http">The request.</param>
    /// <param name="type">The kind of event that the route records.</param>
    /// <param name="given">Fields that the path gives.</param>
    public async Task<IResult> RecordAsync(
        HttpContext http, ActivityType type, params (string Field, object Value)[] given)
    {
        if (MediaTypes.Refuse(http.Request, MediaTypes.Json) is { } unsupported) return unsupported;
        var (body, refusal) = await RequestBody.ReadAsync(http.Request, time, http.RequestAborted);
        if (refusal is not null) return Answers.Problem([refusal]);

        using (body)
        {
            var faults = new Faults();
            var activity = type.Read(body!.RootElement, time.Today(), "", faults, given);
            http.Request.Query.RefuseOthers(faults, MayNameStream(http, type) ? ["stream"] : []);
            var stream = StreamOf(http, type, faults);
            var draft = activity is null ? null : DraftOf(http, type, activity, stream, faults);
            return faults.None ? await AnswerAsync(http, draft!) : Answers.Problem(faults.Found);
        }
    }

    private async Task<IResult> AnswerAsync(HttpContext http, Draft draft)
    {
        var outcome = (await door.RecordAsync([draft], http.RequestAborted))[0];
        return outcome.Recorded is { } recorded ? await Answers.CreatedAsync(http, recorded, receipts)
            : Answers.Problem(outcome.Refusals);
    }

    private Draft DraftOf(HttpContext http, ActivityType type, Activity activity, StreamKey? stream, Faults faults)
    {
        var by = Recorder.Of(http.User);
        var key = http.Request.Headers[IdempotencyKeyHeader].ToString();
        if (key.Length > 200) faults.Add(IdempotencyKeyHeader, "has more than 200 characters");
        // It becomes the id of a CloudEvent, which has none: what was recorded under it could not be imported again.
        if (key.Any(char.IsControl)) faults.Add(IdempotencyKeyHeader, "holds a control character: remove it");
        var id = key.Length > 0 ? key : Identifiers.New(time.GetUtcNow()).ToString();
        return new Draft(type, activity, by.OwnSource, id, by)
        {
            Stream = stream,
            StreamIsInPath = http.Request.RouteValues.ContainsKey("id") || activity is ICorrection,
            ExpectedVersion = ExpectedVersion(http.Request, faults),
            HasIdempotencyKey = key.Length > 0,
            CorrelationId = System.Diagnostics.Activity.Current?.TraceId.ToString(),
        };
    }

    /// <summary>Whether the path leaves open which stream is meant.</summary>
    private static bool MayNameStream(HttpContext http, ActivityType type) =>
        type.StreamKind is not null && !http.Request.RouteValues.ContainsKey("id");

    /// <summary>The stream named in the path, or by <c>?stream=</c> where a command may open one.</summary>
    private static StreamKey? StreamOf(HttpContext http, ActivityType type, Faults faults)
    {
        var route = http.Request.RouteValues;
        if (route.TryGetValue("id", out var id))
            return new StreamKey((string?)route.GetValueOrDefault("kind") ?? type.StreamKind!, (string)id!);
        if (http.Request.Query["stream"].ToString() is not { Length: > 0 } named) return null;
        if (StreamKey.TryParse(named, out var key) && key.Kind == type.StreamKind) return key;
        faults.Add("stream", $"must be a stream's key such as `{type.StreamKind}/…`");
        return null;
    }

    /// <summary>The version in <c>If-Match</c>; null where none is asked for.</summary>
    public static long? ExpectedVersion(HttpRequest request, Faults faults)
    {
        var tags = request.GetTypedHeaders().IfMatch;
        if (request.Headers.IfMatch.Count == 0 || tags is [{ } any] && any.Equals(EntityTagHeaderValue.Any))
            return null;
        if (tags is [{ IsWeak: false } tag]
            && long.TryParse(
                tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return version;
        faults.Add("If-Match", "must be one stream version in quotes, such as \"3\"");
        return null;
    }
}

/// <summary>The media types that recordings are sent as.</summary>
public static class MediaTypes
{
    public const string Json = "application/json";
    public const string CloudEvent = "application/cloudevents+json";
    public const string CloudEventBatch = "application/cloudevents-batch+json";
    public const string Lines = "application/x-ndjson";

    /// <summary>The request's media type without its parameters; empty where it has none.</summary>
    public static string Of(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? type.MediaType.ToString().ToLowerInvariant() : "";

    /// <summary>415 where a body is of none of these types, or is not sent as it is.</summary>
    public static IResult? Refuse(HttpRequest request, params string[] expected) =>
        request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding and not "identity"
            ? Unsupported($"A body is taken as it is: leave Content-Encoding: {encoding} out, and send it so.")
            : expected.Contains(Of(request)) ? null
            : Unsupported($"Send Content-Type: {string.Join(", or ", expected)}.");

    private static IResult Unsupported(string detail) =>
        Answers.Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", detail);
}
