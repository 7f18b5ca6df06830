using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Decisions;

/// <summary>The result of a draft whose source and id are already on record: the first result, or a conflict.</summary>
public static class Repetition
{
    /// <summary>The result of a draft that repeats a stored event.</summary>
    public static RecordingResult Of(Draft draft, StoredActivity first)
    {
        var result = Of(
            draft, new Recorded(first.Id, first.Stream, first.Version, first.Position, Duplicate: true),
            first.Activity, first.Erased);
        return result.Recorded is null ? result : result with { Stored = first };
    }

    /// <param name="draft">The repeated draft.</param>
    /// <param name="first">The first result.</param>
    /// <param name="recorded">The activity on record.</param>
    /// <param name="erased">JSON pointers to its erased fields.</param>
    public static RecordingResult Of(
        Draft draft, Recorded first, Activity recorded, IReadOnlyCollection<string>? erased = null)
    {
        // A repeated Idempotency-Key gets the same body as the first time; a CloudEvent gets `duplicate: true`.
        if (SaysTheSame(draft, first, recorded, erased ?? []))
            return RecordingResult.Of(first with { Duplicate = !draft.HasIdempotencyKey });
        return RecordingResult.Of(draft.HasIdempotencyKey
            ? Rejection.Rule("idempotency-key-reused")
            : new Rejection(RejectionKind.Conflict, "recorded-with-other-content",
                new("recorded-with-other-content", ("value", draft.Id), ("source", draft.Source))));
    }

    /// <summary>
    /// Whether the draft has the same content as the event on record; fields that it omits were resolved then. Erased
    /// values are no longer stored and cannot be compared: any value is accepted in their place.
    /// </summary>
    private static bool SaysTheSame(
        Draft draft, Recorded recorded, Activity first, IReadOnlyCollection<string> erased)
    {
        var stream = recorded.Stream;
        if (draft.Type.ClrType != first.GetType() || (draft.Stream is { } named && named != stream)) return false;
        var sent = draft.Activity;
        var filled = sent with
        {
            OccurredOn = sent.OccurredOn ?? first.OccurredOn,
            ClusterId = sent.ClusterId ?? first.ClusterId,
            CityIds = MeansTheSameCities(sent, first) ? first.CityIds : sent.CityIds,
            CampaignIds = sent is ICorrection ? first.CampaignIds
                // Only what is added to a stream takes campaigns over.
                : EnvelopeResolution.CampaignsOf(sent, stream) ?? (recorded.Version > 1 ? first.CampaignIds : null),
        };
        var says = RecordJson.ObjectOf(filled);
        foreach (var pointer in erased.Where(name => name.StartsWith('/') && JsonPointers.Exists(says, name)))
            JsonPointers.Replace(says, pointer, PersonalFields.ErasedMark);
        var said = RecordJson.ObjectOf(first);
        return JsonNode.DeepEquals(says, said) || JsonNode.DeepEquals(Today(says), Today(said));
    }

    /// <summary>Earlier programs recorded some texts in another form than that of today.</summary>
    private static JsonNode? Today(JsonObject json) =>
        JsonNode.Parse(Text.AsRecordedToday(json.ToJsonString(RecordJson.Options)));

    /// <summary>Whether two cluster-wide activities have the same members, in any order.</summary>
    private static bool MeansTheSameCities(Activity sent, Activity first) =>
        sent.CityIds is not { } named
        || (sent.Scope == Scope.Cluster && first.CityIds is { } members && named.ToHashSet().SetEquals(members));
}
