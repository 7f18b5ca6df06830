using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using Marten;
using Npgsql;

namespace ClusterEvents.Recording.Appending;

/// <summary>Finds events that are already on record, so that a repeated recording is recognised.</summary>
public sealed class IdempotencyStore(IDocumentStore store, NpgsqlDataSource database)
{
    public async Task<IReadOnlyDictionary<Guid, StoredActivity>> FindAsync(
        IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        // Almost always nothing is found, and this query costs a fraction of loading events through Marten.
        var ids = await RecordedEvents.AmongAsync(database, [.. drafts.Select(draft => draft.ActivityId)], cancel);
        if (ids.Count == 0) return new Dictionary<Guid, StoredActivity>();
        await using var session = store.QuerySession();
        var events = await session.Events.QueryAllRawEvents().Where(e => e.Id.IsOneOf(ids)).ToListAsync(cancel);
        return events.ToActivities().ToDictionary(one => one.Id);
    }

    /// <summary>
    /// The drafts, with the stream of its target set on each correction whose target is on record or in an earlier
    /// draft.
    /// </summary>
    public async Task<IReadOnlyList<IReadOnlyList<Draft>>> OnTargetsAsync(
        IReadOnlyList<IReadOnlyList<Draft>> requests, CancellationToken cancel)
    {
        Guid[] targets = [.. requests.SelectMany(request => request).Where(draft => draft.Stream is null)
            .Select(draft => draft.Activity).OfType<ICorrection>().Select(correction => correction.TargetEventId)];
        if (targets.Length == 0) return requests;
        await using var session = store.QuerySession();
        var events = await session.Events.QueryAllRawEvents().Where(e => e.Id.IsOneOf(targets)).ToListAsync(cancel);
        var known = events.ToDictionary(
            e => e.Id, e => (Stream: StreamKey.Parse(e.StreamKey!), Entry: (e.Data as ICorrection)?.TargetEventId));
        return [.. requests.Select(request => request.Select(draft =>
        {
            var about = (draft.Activity as ICorrection)?.TargetEventId;
            var onTarget = draft.Stream is null && about is { } target && known.TryGetValue(target, out var found)
                ? draft with { Stream = found.Stream, EntryOfTarget = found.Entry } : draft;
            if ((onTarget.Stream ?? (about is null ? DecisionBatch.NewStream(draft) : null)) is { } own)
                known.TryAdd(draft.ActivityId, (own, about));
            return onTarget;
        }).ToArray())];
    }
}
