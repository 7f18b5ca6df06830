using System.Collections.Immutable;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Similar;
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
    EventCatalogue catalogue, SourceTable sources, ReminderScheduler reminders, Erasures erasures,
    AppendBackpressure backpressure, SimilarRejections similar,
    TimeProvider time)
{
    private static readonly IReadOnlyDictionary<StreamKey, Opens> NoneBegun =
        ImmutableDictionary<StreamKey, Opens>.Empty;

    private readonly DaemonNotifier _notifier = new(connections.Source, backpressure);
    private readonly SourceOwners _owners = new(sources);
    private DateTimeOffset? _lastRecordedAt;

    /// <summary>
    /// The mergers that were met before: the claim of each merged city, and the stream that holds it.
    /// </summary>
    private ImmutableDictionary<string, StreamKey> _mergers = ImmutableDictionary<string, StreamKey>.Empty;

    /// <summary>Records several requests in one transaction; each is a list of drafts that belong together.</summary>
    /// <remarks>A request that is rejected for similar entries must be the only one.</remarks>
    /// <returns>For each request the result of each draft, or the rejections of the whole request.</returns>
    /// <exception cref="NpgsqlException">
    /// The database is unreachable or closed the connection; whether the transaction was committed is unknown.
    /// </exception>
    public async Task<IReadOnlyList<IReadOnlyList<RecordingResult>>> RecordAsync(
        IReadOnlyList<IReadOnlyList<Draft>> requests, CancellationToken cancel)
    {
        Draft[] drafts = [.. requests.SelectMany(request => request)];
        var mayRepeat = drafts.Any(draft => draft.RejectIfSimilar is not null);
        if (!mayRepeat && await TryFromCacheAsync(requests, drafts, cancel) is { } written) return written.Results();

        requests = await recordings.OnTargetsAsync(requests, cancel);
        drafts = [.. requests.SelectMany(request => request)];
        var (batch, mergers) = await DecideAsync(requests, drafts, cancel);
        if (mayRepeat && batch.Accepted.Count > 0
            && await similar.FindAsync(batch.Accepted, cancel) is { } rejected) return [rejected];
        if (batch.Accepted.Count > 0)
        {
            await AppendAsync(batch, mergers, cancel);
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
            || await streams.ReadCachedAsync(InheritedBy(remembered), NoneBegun, cancel) is not { } inherited)
            return null;
        remembered = remembered.SetItems(inherited);
        if (await streams.ReadCachedAsync(MembersMeant(drafts, remembered), NoneBegun, cancel) is not { } members)
            return null;
        remembered = remembered.SetItems(members);
        // A repeated draft among several is left to the full decision, which compares it with the event on record: here
        // the others would be decided on as if it were new.
        if (requests.Any(request => request.Count > 1 && request.Any(draft => remembered.GetValueOrDefault(
            draft.Stream ?? DecisionBatch.NewStream(draft))?.Find(draft.ActivityId) is not null))) return null;
        var lookedUp = MergersOf(remembered.Keys, remembered).ToHashSet();
        var held = _mergers.Where(merger => lookedUp.Contains(merger.Key)).ToImmutableDictionary();
        if (await streams.ReadCachedAsync(held.Values, NoneBegun, cancel) is not { } successors) return null;

        var batch = new DecisionBatch(
            new(time.Today(), catalogue, remembered.SetItems(successors), held) { SourceOwners = _owners.Known },
            ImmutableDictionary<Guid, StoredActivity>.Empty, time, last);
        foreach (var request in requests) batch.Decide(request);
        if (!batch.AllAccepted || batch.Reminders.Count > 0) return null;
        try
        {
            // Do not cancel: the outcome must not become unknown because a caller leaves.
            Insert(batch, new(lookedUp, [.. held.Keys]));
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
    private void Insert(DecisionBatch batch, KnownMergers mergers)
    {
        using var command = connections.Source.CreateCommand();
        EventInsert.Write(command, batch.Accepted, batch.Read, mergers);
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
    /// Whether a draft needs only streams: no entry of another stream, no claim, no source that is not known, no
    /// preserved recording time.
    /// </summary>
    private bool IsPlain(Draft draft) =>
        (SourceUri.KeyOf(draft.Source) is not { } source || _owners.Known.ContainsKey(source))
        && draft.Activity is not ICorrection && draft.Original is null && !draft.Type.Claims(draft.Activity).Any();

    private void Committed(DecisionBatch batch)
    {
        _lastRecordedAt = batch.LastRecordedAt;
        streams.Store(batch.Remembered);
        _owners.Remember(batch.SourcesTaken);
        // What was erased is read from the store, never from a snapshot made before.
        foreach (var erased in batch.Accepted.Where(accepted => accepted.Activity is IErasure))
            streams.Forget(erased.Stream);
        Telemetry.Recorded.Add(batch.Accepted.Count);
        _notifier.Notify();
    }

    /// <summary>
    /// Decides on all drafts in turn. Repeats it if a correction makes a claim that was not looked up: which claims it
    /// makes is known only after the decision.
    /// </summary>
    internal async Task<(DecisionBatch Batch, KnownMergers Mergers)> DecideAsync(
        IReadOnlyList<IReadOnlyList<Draft>> requests, IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        // Load the context first: an earlier attempt that commits between the two steps is then recognised as a
        // repetition, instead of being part of the context and causing a rejection.
        var known = await LoadStreamsAsync(drafts, cancel);
        var earlier = await recordings.FindAsync(drafts, cancel);
        var last = await LastRecordedAtAsync(drafts, cancel);
        var owners = await _owners.LoadAsync(drafts, cancel);
        var asked = drafts.SelectMany(draft => draft.Type.Claims(draft.Activity))
            .Select(claim => claim.Text).ToHashSet();
        while (true)
        {
            var (context, mergers) = await LoadClaimsAsync(known, asked, cancel);
            var batch = new DecisionBatch(context with { SourceOwners = owners }, earlier, time, last);
            foreach (var request in requests) batch.Decide(request);
            if (batch.ClaimsMet.IsSubsetOf(asked)) return (batch, mergers);
            asked.UnionWith(batch.ClaimsMet);
        }
    }

    /// <summary>
    /// The context with the claims that are held, among them those of every merged city that a decision may meet, and
    /// with the streams of the cities that continue.
    /// </summary>
    private async Task<(DecisionContext Context, KnownMergers Mergers)> LoadClaimsAsync(
        ImmutableDictionary<StreamKey, StreamSnapshot> known, IReadOnlySet<string> asked, CancellationToken cancel)
    {
        var held = ImmutableDictionary<string, StreamKey>.Empty;
        var lookedUp = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string> further = [.. asked, .. MergersOf(known.Keys, known)];
        // A city that continues may have been merged itself, and so on.
        while (further.Count > 0)
        {
            lookedUp.UnionWith(further);
            var found = await ClaimTable.HeldAsync(database, further, cancel);
            held = held.SetItems(found);
            var holders = found.Values.Where(stream => !known.ContainsKey(stream)).ToHashSet();
            if (holders.Count > 0) known = known.AddRange(await streams.ReadAsync(holders, cancel));
            further = [.. MergersOf(found.Values, known).Except(lookedUp)];
        }

        var mergers = new KnownMergers(
            [.. lookedUp.Where(Claim.IsOfAbsorbed)], [.. held.Keys.Where(Claim.IsOfAbsorbed)]);
        _mergers = _mergers.RemoveRange(mergers.LookedUp)
            .SetItems(mergers.Held.Select(text => KeyValuePair.Create(text, held[text])));
        return (new(time.Today(), catalogue, known, held), mergers);
    }

    /// <summary>
    /// The claims that would be held if the cities among these streams, or their clusters' members, were merged.
    /// </summary>
    private static IEnumerable<string> MergersOf(
        IEnumerable<StreamKey> named, IReadOnlyDictionary<StreamKey, StreamSnapshot> known) =>
        named.Where(key => key.Kind == StreamKinds.City).Select(key => new CityId(key.Id))
            .Concat(named.Where(key => key.Kind == StreamKinds.Cluster)
                .SelectMany(key => (known.GetValueOrDefault(key)?.State as IMembership)?.Cities ?? []))
            .Select(Claim.OfAbsorbed);

    /// <summary>
    /// The newest recording time. A restore queries it each time, because another node may have recorded.
    /// </summary>
    private async Task<DateTimeOffset> LastRecordedAtAsync(IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        if (_lastRecordedAt is { } last && drafts.All(draft => draft.Original is null)) return last;
        return await RecordedEvents.LastRecordedAtAsync(database, cancel) ?? DateTimeOffset.MinValue;
    }

    private async Task<ImmutableDictionary<StreamKey, StreamSnapshot>> LoadStreamsAsync(
        IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        var named = drafts.SelectMany(Needs).ToHashSet();
        var known = await streams.ReadAsync(named, cancel);
        // Events inherit the cluster and campaigns of their stream, and a correction is decided with everything that
        // its target refers to.
        var targets = drafts.Where(draft => draft.Activity is ICorrection && draft.Stream is not null)
            .Select(draft => known.GetValueOrDefault(draft.Stream!.Value)
                ?.Find(((ICorrection)draft.Activity).TargetEventId))
            .OfType<EntryState>().SelectMany(entry => References.Streams(entry.Activity));
        var further = InheritedBy(known).Concat(targets).Where(key => named.Add(key)).ToHashSet();
        if (further.Count > 0) known = known.AddRange(await streams.ReadAsync(further, cancel));
        var members = MembersMeant(drafts, known).Where(key => named.Add(key)).ToHashSet();
        return members.Count == 0 ? known : known.AddRange(await streams.ReadAsync(members, cancel));
    }

    /// <summary>
    /// The cities of the clusters, if a draft may stand for all members: those whose registration was retracted are
    /// none.
    /// </summary>
    private static IEnumerable<StreamKey> MembersMeant(
        IEnumerable<Draft> drafts, ImmutableDictionary<StreamKey, StreamSnapshot> known) =>
        !drafts.Any(draft => draft.Activity is ICorrection or { Scope: Scope.Cluster }) ? []
            : known.Values.SelectMany(stream => (stream.State as IMembership)?.Cities ?? [])
                .Select(city => city.Stream).Distinct();

    /// <summary>The clusters and campaigns of these streams, which events added to them take over.</summary>
    private static IEnumerable<StreamKey> InheritedBy(ImmutableDictionary<StreamKey, StreamSnapshot> known) =>
        known.Values.SelectMany(stream =>
            ((stream.State as IBelongsToCluster)?.ClusterId is { } cluster
                ? new[] { new StreamKey(StreamKinds.Cluster, cluster) } : [])
            .Concat((stream.Current.FirstOrDefault()?.CampaignIds ?? [])
                .Select(campaign => new StreamKey(StreamKinds.Campaign, campaign))));

    private static IEnumerable<StreamKey> Needs(Draft draft) =>
        References.Streams(draft.Activity)
            .Concat(draft.Stream is { } key ? [key]
                : draft.Activity is ICorrection ? [] : [DecisionBatch.NewStream(draft)]);

    private async Task AppendAsync(DecisionBatch batch, KnownMergers mergers, CancellationToken cancel)
    {
        await using var connection = await connections.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ClaimTable.LockAsync(batch.Accepted, transaction, cancel);
        await using (var command = new NpgsqlCommand { Connection = connection, Transaction = transaction })
            EventInsert.Write(command, batch.Accepted, batch.Read, mergers);
        await ClaimTable.WriteAsync(batch.Accepted, transaction, cancel);
        await SourceTable.WriteAsync(batch.SourcesTaken, transaction, cancel);
        foreach (var accepted in batch.Accepted)
            if (accepted.Activity is IErasure erasure)
                await erasures.EraseAsync(accepted.Draft.ActivityId, erasure, transaction, cancel);
        var remind = await reminders.KeepAsync(batch.Reminders, transaction);
        // Do not cancel a commit in progress: its outcome would be unknown.
        await transaction.CommitAsync(CancellationToken.None);
        await remind();
    }
}
