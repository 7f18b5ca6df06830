using System.Text.Json;
using System.Text.Json.Nodes;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>Finds what is on record already, so that a repeated recording is answered and not recorded again.</summary>
public sealed class Recordings(IDocumentStore store, NpgsqlDataSource database)
{
    public async Task<IReadOnlyDictionary<Guid, IEvent>> FindAsync(
        IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        // Nearly always nothing is: the plain question costs a fraction of reading events through Marten.
        var ids = await KnownAsync([.. drafts.Select(draft => draft.ActivityId)], cancel);
        if (ids.Count == 0) return new Dictionary<Guid, IEvent>();
        await using var session = store.QuerySession();
        var events = await session.Events.QueryAllRawEvents().Where(e => e.Id.IsOneOf(ids)).ToListAsync(cancel);
        return events.ToDictionary(e => e.Id);
    }

    private async Task<List<Guid>> KnownAsync(Guid[] ids, CancellationToken cancel)
    {
        await using var query = database.CreateCommand("select id from clusterevents.mt_events where id = any($1)");
        query.Parameters.Add(new() { Value = ids });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var known = new List<Guid>();
        while (await rows.ReadAsync(cancel)) known.Add(rows.GetGuid(0));
        return known;
    }

    /// <summary>
    /// The drafts, each correction with the stream of its target, where that is on record or comes before it.
    /// </summary>
    public async Task<IReadOnlyList<IReadOnlyList<Draft>>> OnTargetsAsync(
        IReadOnlyList<IReadOnlyList<Draft>> requests, CancellationToken cancel)
    {
        Guid[] targets = [.. requests.SelectMany(request => request).Where(draft => draft.Stream is null)
            .Select(draft => draft.Activity).OfType<ICorrection>().Select(correction => correction.TargetEventId)];
        if (targets.Length == 0) return requests;
        await using var session = store.QuerySession();
        var events = await session.Events.QueryAllRawEvents().Where(e => e.Id.IsOneOf(targets)).ToListAsync(cancel);
        var streams = events.ToDictionary(e => e.Id, e => StreamKey.Parse(e.StreamKey!));
        return [.. requests.Select(request => request.Select(draft =>
        {
            var onTarget = draft.Stream is null && draft.Activity is ICorrection about
                && streams.TryGetValue(about.TargetEventId, out var stream) ? draft with { Stream = stream } : draft;
            if ((onTarget.Stream ?? (draft.Activity is ICorrection ? null : Book.NewStream(draft))) is { } own)
                streams.TryAdd(draft.ActivityId, own);
            return onTarget;
        }).ToArray())];
    }

    /// <summary>The answer to a draft whose id and source are on record: the first result, or a conflict.</summary>
    public static Outcome Repeat(Draft draft, IEvent first) =>
        Repeat(draft, new Recorded(first.Id, StreamKey.Parse(first.StreamKey!), first.Version, first.Sequence, true),
            (Activity)first.Data, ErasedIn(first));

    /// <param name="draft">What is sent again.</param>
    /// <param name="first">How it was answered.</param>
    /// <param name="recorded">What is on record.</param>
    /// <param name="erased">The pointers to what was erased of it.</param>
    public static Outcome Repeat(
        Draft draft, Recorded first, Activity recorded, IReadOnlyCollection<string>? erased = null)
    {
        // A repeated Idempotency-Key is answered with the very same body; a CloudEvent is told that it was known.
        if (SaysTheSame(draft, first.Stream, recorded, erased ?? []))
            return Outcome.Of(first with { Duplicate = !draft.HasIdempotencyKey });
        return Outcome.Of(draft.HasIdempotencyKey
            ? new Refusal(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused",
                "This Idempotency-Key came with another request before. Use a new key for a new recording.")
            : new Refusal(StatusCodes.Status409Conflict, "recorded-with-other-content",
                $"`{draft.Id}` of `{draft.Source}` is on record with other content. Nothing recorded is overwritten: "
                + "send a correction, or a new id."));
    }

    /// <summary>
    /// Whether the draft claims what is on record; the gaps that it leaves were filled when recorded. What was erased
    /// since cannot be compared, so that it is enough that something is said there: nothing of it is kept.
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
            CampaignIds = sent is ICorrection ? first.CampaignIds : Envelope.CampaignsOf(sent, stream),
        };
        var says = Json(filled);
        foreach (var pointer in erased.Where(pointer => Erasures.Has(says, pointer)))
            Erasures.Overwrite(says, pointer, Erasures.Mark);
        return JsonNode.DeepEquals(says, Json(first));
    }

    /// <summary>The members of the whole cluster are a set: the order in which they were named says nothing.</summary>
    private static bool MeansTheSameCities(Activity sent, Activity first) =>
        sent.CityIds is not { } named
        || (sent.Scope == Scope.Cluster && first.CityIds is { } members && named.ToHashSet().SetEquals(members));

    private static string[] ErasedIn(IEvent first) =>
        JsonSerializer.SerializeToNode(first.Headers?.GetValueOrDefault(EventHeaders.Erased)) is JsonObject erased
            ? [.. erased.Select(field => field.Key)] : [];

    private static JsonObject Json(Activity activity) =>
        JsonSerializer.SerializeToNode(activity, activity.GetType(), RecordJson.Options)!.AsObject();
}
