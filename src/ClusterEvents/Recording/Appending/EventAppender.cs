using System.Collections.Immutable;
using System.Diagnostics;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Recording.Appending;

/// <summary>
/// Records drafts: loads the context, decides on each draft in turn, and appends all accepted events in one
/// transaction. Nothing is acknowledged before the commit, and a request is recorded as a whole or not at all.
/// </summary>
/// <remarks>
/// Most drafts need only cached streams. Then everything is one statement, which writes only if the cached versions
/// are still current: one round trip for a group instead of four.
/// </remarks>
public sealed class EventAppender(
    NpgsqlDataSource database, AppendConnections connections, StreamStateCache streams, IdempotencyStore recordings,
    EventCatalogue catalogue, ReminderScheduler reminders, AppendBackpressure backpressure, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<StreamKey, Opens> NoneBegun =
        ImmutableDictionary<StreamKey, Opens>.Empty;

    private readonly DaemonNotifier _notifier = new(connections.Source, backpressure);
    private DateTimeOffset? _lastRecordedAt;

    /// <summary>Records several requests in one transaction; each is a list of drafts that belong together.</summary>
    /// <returns>For each request the result of each draft, or the rejections of the whole request.</returns>
    /// <exception cref="NpgsqlException">
    /// The database is unreachable or closed the connection; whether the transaction was committed is unknown.
    /// </exception>
    public async Task<IReadOnlyList<IReadOnlyList<RecordingResult>>> RecordAsync(
        IReadOnlyList<IReadOnlyList<Draft>> requests, CancellationToken cancel)
    {
        Draft[] drafts = [.. requests.SelectMany(request => request)];
        if (await TryFromCacheAsync(requests, drafts, cancel) is { } written) return written.Results();

        requests = await recordings.OnTargetsAsync(requests, cancel);
        drafts = [.. requests.SelectMany(request => request)];
        var batch = await DecideAsync(requests, drafts, cancel);
        if (batch.Accepted.Count > 0)
        {
            await AppendAsync(batch, cancel);
            Committed(batch);
        }

        return batch.Results();
    }

    /// <summary>
    /// Decides with cached streams, and with streams loaded for this batch; null if that does not suffice or is
    /// outdated, in which case nothing was written. A rejection is never answered from the cache; it is checked again
    /// against the database.
    /// </summary>
    private async Task<DecisionBatch?> TryFromCacheAsync(
        IReadOnlyList<IReadOnlyList<Draft>> requests, IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        if (_lastRecordedAt is not { } last || !drafts.All(IsPlain)
            || await streams.ReadCachedAsync(drafts.SelectMany(Needs), Begun(drafts), cancel) is not { } remembered
            || await streams.ReadCachedAsync(ClustersOf(remembered), NoneBegun, cancel) is not { } clusters) return null;

        var batch = new DecisionBatch(
            new(time.Today(), catalogue, remembered.SetItems(clusters), []),
            ImmutableDictionary<Guid, StoredActivity>.Empty, time, last);
        foreach (var request in requests) batch.Decide(request);
        if (!batch.AllAccepted || batch.Reminders.Count > 0) return null;
        using var span = Span(batch);
        try
        {
            // Do not cancel: the outcome must not become unknown because a caller leaves.
            Insert(batch);
        }
        catch (Exception exception) when (Failures.IsRace(exception))
        {
            return null;
        }

        Committed(batch);
        return batch;
    }

    /// <summary>
    /// One statement is a transaction by itself. It runs synchronously: the queue's thread has nothing else to do, and
    /// on few processors another thread would see the response later.
    /// </summary>
    private void Insert(DecisionBatch batch)
    {
        using var command = connections.Source.CreateCommand();
        EventInsert.Write(command, batch.Accepted, batch.Read);
    }

    /// <summary>The streams that these drafts start or may start.</summary>
    private static Dictionary<StreamKey, Opens> Begun(IEnumerable<Draft> drafts)
    {
        var begun = new Dictionary<StreamKey, Opens>();
        foreach (var draft in drafts.Where(draft => draft.Activity is not ICorrection))
        {
            var opens = draft.Stream is null ? Opens.Always : draft.Type.Opens;
            if (opens == Opens.Never) continue;
            var stream = draft.Stream ?? DecisionBatch.NewStream(draft);
            begun[stream] = begun.GetValueOrDefault(stream, opens) == Opens.Always ? Opens.Always : opens;
        }

        return begun;
    }

    /// <summary>
    /// Whether a draft needs only streams: no entry of another stream, no claim, no preserved recording time.
    /// </summary>
    private static bool IsPlain(Draft draft) =>
        draft.Activity is not ICorrection && draft.Original is null && !draft.Type.Claims(draft.Activity).Any();

    private void Committed(DecisionBatch batch)
    {
        _lastRecordedAt = batch.LastRecordedAt;
        streams.Store(batch.Remembered);
        Telemetry.Recorded.Add(batch.Accepted.Count);
        _notifier.Notify();
    }

    private static System.Diagnostics.Activity? Span(DecisionBatch batch) =>
        Telemetry.Source.StartActivity("record", ActivityKind.Internal)
            ?.SetTag("clusterevents.events", batch.Accepted.Count);

    /// <summary>
    /// Decides on all drafts in turn. Repeats it if a correction makes a claim that was not looked up: which claims it
    /// makes is known only after the decision.
    /// </summary>
    private async Task<DecisionBatch> DecideAsync(
        IReadOnlyList<IReadOnlyList<Draft>> requests, IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        // Load the context first: an earlier attempt that commits between the two steps is then recognised as a
        // repetition, instead of being part of the context and causing a rejection.
        var context = await LoadContextAsync(drafts, cancel);
        var earlier = await recordings.FindAsync(drafts, cancel);
        var last = await LastRecordedAtAsync(drafts, cancel);
        var asked = drafts.SelectMany(draft => draft.Type.Claims(draft.Activity))
            .Select(claim => claim.Text).ToHashSet();
        while (true)
        {
            var claimed = await ClaimTable.HeldAsync(database, asked, cancel);
            var batch = new DecisionBatch(context with { Claimed = claimed }, earlier, time, last);
            foreach (var request in requests) batch.Decide(request);
            if (batch.ClaimsMet.IsSubsetOf(asked)) return batch;
            asked.UnionWith(batch.ClaimsMet);
        }
    }

    /// <summary>
    /// The newest recording time. A restore queries it each time, because another node may have recorded.
    /// </summary>
    private async Task<DateTimeOffset> LastRecordedAtAsync(IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        if (_lastRecordedAt is { } last && drafts.All(draft => draft.Original is null)) return last;
        return await RecordedEvents.LastRecordedAtAsync(database, cancel) ?? DateTimeOffset.MinValue;
    }

    private async Task<DecisionContext> LoadContextAsync(IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        var named = drafts.SelectMany(Needs).ToHashSet();
        var known = await streams.ReadAsync(named, cancel);
        // Events inherit the cluster of their stream, and a correction is decided with everything that its target
        // refers to.
        var targets = drafts.Where(draft => draft.Activity is ICorrection && draft.Stream is not null)
            .Select(draft => known.GetValueOrDefault(draft.Stream!.Value)
                ?.Find(((ICorrection)draft.Activity).TargetEventId))
            .OfType<EntryState>().SelectMany(entry => References.Streams(entry.Activity));
        var further = ClustersOf(known).Concat(targets).Where(key => named.Add(key)).ToHashSet();
        if (further.Count > 0) known = known.AddRange(await streams.ReadAsync(further, cancel));
        return new(time.Today(), catalogue, known, []);
    }

    private static IEnumerable<StreamKey> ClustersOf(ImmutableDictionary<StreamKey, StreamSnapshot> known) =>
        known.Values.Select(stream => (stream.State as IBelongsToCluster)?.ClusterId)
            .OfType<string>().Select(cluster => new StreamKey(StreamKinds.Cluster, cluster));

    private static IEnumerable<StreamKey> Needs(Draft draft) =>
        References.Streams(draft.Activity)
            .Concat(draft.Stream is { } key ? [key] : draft.Activity is ICorrection ? [] : [DecisionBatch.NewStream(draft)]);

    private async Task AppendAsync(DecisionBatch batch, CancellationToken cancel)
    {
        using var span = Span(batch);
        await using var connection = await connections.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var command = new NpgsqlCommand { Connection = connection, Transaction = transaction })
            EventInsert.Write(command, batch.Accepted, batch.Read);
        await ClaimTable.WriteAsync(batch.Accepted, transaction, cancel);
        foreach (var accepted in batch.Accepted)
            if (accepted.Activity is IErasure erasure)
                await Erasures.EraseAsync(erasure.TargetEventId, transaction, cancel);
        var remind = await reminders.KeepAsync(batch.Reminders, transaction);
        // Do not cancel a commit in progress: its outcome would be unknown.
        await transaction.CommitAsync(CancellationToken.None);
        await remind();
    }
}
