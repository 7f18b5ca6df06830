using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Decisions;

/// <summary>Answers a draft whose source and id are on record already: with the first result, or with a conflict.</summary>
public static class Repetition
{
    /// <summary>The answer to a draft that repeats an event of the store.</summary>
    public static RecordingResult Of(Draft draft, StoredActivity first) => Of(
        draft, new Recorded(first.Id, first.Stream, first.Version, first.Position, Duplicate: true), first.Activity,
        first.Erased);

    /// <param name="draft">What is sent again.</param>
    /// <param name="first">How it was answered.</param>
    /// <param name="recorded">What is on record.</param>
    /// <param name="erased">The JSON pointers to what was erased of it.</param>
    public static RecordingResult Of(
        Draft draft, Recorded first, Activity recorded, IReadOnlyCollection<string>? erased = null)
    {
        // A repeated Idempotency-Key is answered with the very same body; a CloudEvent is told that it was known.
        if (SaysTheSame(draft, first.Stream, recorded, erased ?? []))
            return RecordingResult.Of(first with { Duplicate = !draft.HasIdempotencyKey });
        return RecordingResult.Of(draft.HasIdempotencyKey
            ? Rejection.Rule("idempotency-key-reused",
                "This Idempotency-Key came with another request before. Use a new key for a new recording.")
            : new Rejection(RejectionKind.Conflict, "recorded-with-other-content",
                $"`{draft.Id}` of `{draft.Source}` is on record with other content. Nothing recorded is overwritten: "
                + "send a correction, or a new id."));
    }

    /// <summary>
    /// Whether the draft says what is on record; the gaps that it leaves were filled when it was recorded. The value of
    /// an erased field is not kept and cannot be compared: any value there counts as the same.
    /// </summary>
    private static bool SaysTheSame(
        Draft draft, StreamKey stream, Activity first, IReadOnlyCollection<string> erased)
    {
        if (draft.Type.ClrType != first.GetType() || (draft.Stream is { } named && named != stream)) return false;
        var sent = draft.Activity;
        var filled = sent with
        {
            OccurredOn = sent.OccurredOn ?? first.OccurredOn,
            ClusterId = sent.ClusterId ?? first.ClusterId,
            CityIds = MeansTheSameCities(sent, first) ? first.CityIds : sent.CityIds,
            CampaignIds = sent is ICorrection ? first.CampaignIds : EnvelopeResolution.CampaignsOf(sent, stream),
        };
        var says = Json(filled);
        foreach (var pointer in erased.Where(pointer => JsonPointers.Exists(says, pointer)))
            JsonPointers.Replace(says, pointer, PersonalFields.ErasedMark);
        return JsonNode.DeepEquals(says, Json(first));
    }

    /// <summary>The members of the whole cluster are a set: the order in which they were named says nothing.</summary>
    private static bool MeansTheSameCities(Activity sent, Activity first) =>
        sent.CityIds is not { } named
        || (sent.Scope == Scope.Cluster && first.CityIds is { } members && named.ToHashSet().SetEquals(members));

    private static JsonObject Json(Activity activity) =>
        JsonSerializer.SerializeToNode(activity, activity.GetType(), RecordJson.Options)!.AsObject();
}
