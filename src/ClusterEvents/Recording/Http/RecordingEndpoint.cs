using System.Globalization;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.Requests;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Recording.Http;

/// <summary>
/// Handles the route of one command: reads the body, makes a draft, records it, and answers with the result.
/// </summary>
public sealed class RecordingEndpoint(
    CommandRecorder commands, AppendQueue queue, ErasureEndpoint erasures, RecordingAnswers answers, TimeProvider time)
{
    public const string IdempotencyKeyHeader = "Idempotency-Key";

    /// <param name="http">The request.</param>
    /// <param name="type">The type of event that the route records.</param>
    public async Task<IResult> RecordAsync(HttpContext http, ActivityType type)
    {
        if (FieldFromPath(http, type) is not { } given) return TypedResults.NotFound();
        if (MediaTypes.Refuse(http.Request, MediaTypes.Json) is { } unsupported) return unsupported;
        var (body, rejection) = await RequestBody.ReadAsync(http.Request, time, http.RequestAborted);
        if (rejection is not null) return ProblemResults.Problem([rejection]);

        using (body)
        {
            var errors = new ValidationErrors();
            var draft = commands.Read(new(type, body!.RootElement, RecorderClaims.RecorderOf(http))
            {
                Given = given,
                IdempotencyKey = IdempotencyKey(http.Request, errors),
                StreamIsInPath = http.Request.RouteValues.ContainsKey("id"),
            }, errors);
            http.Request.Query.RefuseOthers(
                errors, [.. MayNameStream(http, type) ? ["stream"] : Array.Empty<string>(),
                    .. IsErasure(type) ? [ErasureEndpoint.DryRun] : Array.Empty<string>()]);
            var dryRun = IsErasure(type) && IsDryRun(http.Request, errors);
            var stream = StreamOf(http, type, errors);
            if (draft is not null)
                draft = draft with { Stream = stream, ExpectedVersions = ExpectedVersions(http.Request, errors) };
            return !errors.None ? ProblemResults.Problem(errors.Found)
                : IsErasure(type) ? await erasures.AnswerAsync(http, draft!, dryRun)
                : await AnswerAsync(http, draft!);
        }
    }

    /// <summary>
    /// The field of the event whose value is in the path: the target of a correction, or the field with the stream.
    /// </summary>
    /// <returns>The field, or none; null if the path contains an invalid entry id.</returns>
    private static IReadOnlyList<(string Field, object Value)>? FieldFromPath(HttpContext http, ActivityType type)
    {
        var route = http.Request.RouteValues;
        if (route.TryGetValue("activityId", out var entry))
            return Guid.TryParse((string?)entry, out var target) ? [("targetEventId", target)] : null;
        if (type.Reader().Fields.FirstOrDefault(field => field.IsOwnStream) is not { } own
            || route.GetValueOrDefault("id") is not string id) return [];
        var key = new StreamKey(type.StreamKind!, id);
        return [(own.Name, own.Property.PropertyType == typeof(CityId) ? new CityId(id) : key)];
    }

    private async Task<IResult> AnswerAsync(HttpContext http, Draft draft) => await answers.AnswerAsync(
        http, (await queue.RecordAsync([draft.AsPreferred(http)], http.RequestAborted))[0]);

    private static bool IsErasure(ActivityType type) => type.ClrType.IsAssignableTo(typeof(IErasure));

    private static bool IsDryRun(HttpRequest request, ValidationErrors errors)
    {
        if (request.Query[ErasureEndpoint.DryRun].ToString() is not { Length: > 0 } given) return false;
        if (!bool.TryParse(given, out var dryRun)) errors.Add(
            ErasureEndpoint.DryRun, Scalars.NoChoice(given, ["true", "false"]));
        return dryRun;
    }

    /// <summary>Whether the path does not determine the stream.</summary>
    private static bool MayNameStream(HttpContext http, ActivityType type) =>
        type.StreamKind is not null && !http.Request.RouteValues.ContainsKey("id");

    /// <summary>The stream named in the path, or by <c>?stream=</c> if the command may start one.</summary>
    private static StreamKey? StreamOf(HttpContext http, ActivityType type, ValidationErrors errors)
    {
        var route = http.Request.RouteValues;
        if (route.TryGetValue("id", out var id))
            return new StreamKey((string?)route.GetValueOrDefault("kind") ?? type.StreamKind!, (string)id!);
        if (http.Request.Query["stream"].ToString() is not { Length: > 0 } named) return null;
        if (StreamKey.TryParse(named, out var key) && key.Kind == type.StreamKind) return key;
        errors.Add("stream", "key-of-another-kind", ("value", named),
            ("kind", new KindOfStream(type.StreamKind!)), ("example", $"{type.StreamKind}/…"));
        return null;
    }

    /// <summary>
    /// The versions in <c>If-Match</c>, one of which must be that of the stream; null if any will do. Tags that are no
    /// version, weak ones among them, match none (RFC 9110, section 13.1.1).
    /// </summary>
    public static IReadOnlyList<long>? ExpectedVersions(HttpRequest request, ValidationErrors errors)
    {
        if (request.Headers.IfMatch.Count == 0) return null;
        if (!EntityTagHeaderValue.TryParseStrictList(request.Headers.IfMatch.OfType<string>().ToArray(), out var tags))
        {
            errors.Add("If-Match", "bad-if-match");
            return null;
        }

        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any)) ? null
            : [.. tags.Select(VersionIn).OfType<long>()];
    }

    private static long? VersionIn(EntityTagHeaderValue tag) => !tag.IsWeak && long.TryParse(
        tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>
    /// The key, which is the same in quotes, as the draft of the header's standard has it, and without, as most write;
    /// empty if there is none. Two keys or an empty one would not protect from a repetition, as their sender believes.
    /// </summary>
    private static string IdempotencyKey(HttpRequest request, ValidationErrors errors)
    {
        if (!request.Headers.TryGetValue(IdempotencyKeyHeader, out var sent)) return "";
        var key = sent.ToString() is ['"', .. var quoted, '"'] ? quoted : sent.ToString();
        if (sent.Count > 1) errors.Add(IdempotencyKeyHeader, "header-twice", ("name", IdempotencyKeyHeader));
        else if (key.Length == 0) errors.Add(IdempotencyKeyHeader, "empty-header", ("name", IdempotencyKeyHeader));
        else return key;
        return "";
    }
}
