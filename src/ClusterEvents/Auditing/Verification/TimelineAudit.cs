using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Projection;
using Marten;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Replays the timelines from raw events and compares every projected row: rows may be neither missing nor
/// superfluous, and every field must equal the replay's.
/// </summary>
internal sealed class TimelineAudit(
    IDocumentStore store, EventCatalogue catalogue, Findings findings, Action<double> done)
{
    /// <summary>The number of events handed over together.</summary>
    private const int HandedOver = 125;

    private readonly ActivityHistory _history = new(catalogue);
    private Dictionary<Guid, Queue<long>> _corrections = [];
    private HashSet<Guid> _toBeErased = [];
    private long _events;

    /// <summary>The position up to which the projection had advanced.</summary>
    public long Position { get; private set; }

    public long Entries { get; private set; }

    public long Rows { get; private set; }

    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        Position = await snapshot.NumberAsync(
            $"select {TimelineVersion.Current.Progress}", cancel);
        _corrections = await CorrectionsAsync(snapshot, cancel);
        // The targets of erasures that the projection has not reached yet.
        _toBeErased = await CorrectionQueries.ErasedAfterAsync(snapshot.Connection, Position, cancel);
        // PostgreSQL sorts each of these before it returns the first row.
        await using var forActivities = SnapshotRows.Open(snapshot, ActivityRow.Query, cancel);
        await using var forRows = SnapshotRows.Open(snapshot, TimelineRow.Query, cancel);
        await using var forLeaves = SnapshotRows.Open(snapshot, StateAudit.LeafQuery, cancel);
        await using var forStates = SnapshotRows.Open(snapshot, StateAudit.StateQuery, cancel);
        await using var forSigned = SnapshotRows.Open(snapshot, StateAudit.SignedQuery, cancel);
        var activities = new StoredRows<ActivityRow>(await forActivities.Result, ActivityRow.From);
        var rows = new StoredRows<TimelineRow>(await forRows.Result, TimelineRow.From);
        var states = new StateAudit(
            await forLeaves.Result, await forStates.Result, await forSigned.Result, findings);
        var titles = new TitleAudit(findings);
        await foreach (var (@event, change, knownTo) in ReplayAsync(snapshot, cancel))
        {
            done(++_events);
            await states.TakeAsync(@event, change, cancel);
            if (@event.Position > Position) continue;
            await CompareAsync(@event, change?.After, knownTo, activities, rows, cancel);
            if (change is { After: { TimelineTitle: { } title } after })
                titles.Take(@event.Stream.ToString(), after.KnownFrom, title);
        }

        foreach (var left in await activities.UpToAsync(long.MaxValue, cancel)) Superfluous(left);
        foreach (var left in await rows.UpToAsync(long.MaxValue, cancel)) Superfluous(left);
        await states.EndAsync(cancel);
        await titles.CompareAsync(snapshot, cancel);
    }

    /// <summary>
    /// Replays on another processor, ahead of the comparison by a bounded number of events. Events are handed over in
    /// groups, because waking the other processor for each would cost more than the comparison.
    /// </summary>
    private async IAsyncEnumerable<Replayed> ReplayAsync(
        Snapshot snapshot, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var replayed = Channel.CreateBounded<Replayed[]>(
            new BoundedChannelOptions(8) { SingleReader = true, SingleWriter = true });
        var replaying = Task.Run(async () =>
        {
            try
            {
                await using var session = store.QuerySession(
                    Marten.Services.SessionOptions.ForTransaction(snapshot.Transaction));
                await foreach (var some in RawEvents.ReadAsync(session, 0, long.MaxValue, left.Token).Chunk(HandedOver))
                    await replayed.Writer.WriteAsync(Take(some), left.Token);
                replayed.Writer.Complete();
            }
            catch (Exception exception)
            {
                // Report the first exception of the parallel work.
                replayed.Writer.Complete((exception as AggregateException)?.InnerException ?? exception);
            }
        }, CancellationToken.None);
        try
        {
            await foreach (var some in replayed.Reader.ReadAllAsync(cancel))
                foreach (var one in some) yield return one;
        }
        finally
        {
            await left.CancelAsync();
            await replaying;
        }
    }

    /// <summary>The entries made by events. Events of entries that are never corrected are independent.</summary>
    private Replayed[] Take(StoredActivity[] events)
    {
        var taken = new Replayed[events.Length];
        Parallel.For(0, events.Length, i =>
        {
            if (!_corrections.ContainsKey(EntryOf(events[i]))) taken[i] = Alone(events[i]);
        });
        for (var i = 0; i < events.Length; i++)
            if (taken[i].Event is null) taken[i] = Follow(events[i]);
        return taken;
    }

    private Replayed Alone(StoredActivity @event) =>
        new(@event, new ActivityHistory(catalogue).Take(@event), TimelineTables.StillKnown);

    private static Guid EntryOf(StoredActivity @event) =>
        @event.Activity is ICorrection correction ? correction.TargetEventId : @event.Id;

    /// <summary>Keeps only entries that a later correction changes.</summary>
    private Replayed Follow(StoredActivity @event)
    {
        var target = EntryOf(@event);
        if (!_corrections.TryGetValue(target, out var waiting)) return Alone(@event);
        var change = _history.Take(@event);
        if (waiting.TryPeek(out var position) && position == @event.Position) waiting.Dequeue();
        if (waiting.TryPeek(out var next))
            return new(@event, change, next <= Position ? next : TimelineTables.StillKnown);
        _history.Forget(target);
        _corrections.Remove(target);
        return new(@event, change, TimelineTables.StillKnown);
    }

    private async Task CompareAsync(
        StoredActivity @event, TimelineEntry? entry, long knownTo, StoredRows<ActivityRow> activities,
        StoredRows<TimelineRow> rows, CancellationToken cancel)
    {
        var stored = await activities.UpToAsync(@event.Position, cancel);
        // Its events lost their personal fields with the erasure; its rows lose them when the projection gets there.
        if (entry is null || !_toBeErased.Contains(entry.Key.ActivityId))
            Compare(@event, entry is null ? [] : [ActivityRow.Of(entry, knownTo)], stored);
        Compare(@event, entry is null ? [] : TimelineRow.Of(entry, knownTo),
            await rows.UpToAsync(@event.Position, cancel));
        if (entry is not null) (Entries, Rows) = (Entries + 1, Rows + entry.Timelines.Count);
    }

    /// <summary>Compares stored rows since the previous event; their positions must be those of events.</summary>
    private void Compare<TRow>(StoredActivity @event, IReadOnlyList<TRow> expected, IReadOnlyList<TRow> stored)
        where TRow : AuditedRow
    {
        if (expected.Count == stored.Count && expected.All(stored.Contains)) return;
        var left = stored.ToList();
        foreach (var row in expected)
        {
            var found = left.FindIndex(one => one.Name == row.Name);
            if (found < 0)
            {
                findings.Add("row-missing", row.Name,
                    $"Event {@event.Id} at position {@event.Position} belongs there.");
                continue;
            }

            foreach (var difference in row.Differences(left[found]))
                findings.Add("row-altered", row.Name,
                    $"{difference} (event {@event.Id}, position {@event.Position})");
            left.RemoveAt(found);
        }

        foreach (var row in left)
            if (expected.All(one => one.Name != row.Name)) Superfluous(row);
            else findings.Add("row-superfluous", row.Name, "It stands there twice, and is shown twice.");
    }

    private void Superfluous(AuditedRow row) => findings.Add("row-superfluous", row.Name, "No event puts it there.");

    /// <summary>For each corrected entry, the positions of its remaining corrections.</summary>
    private static async Task<Dictionary<Guid, Queue<long>>> CorrectionsAsync(
        Snapshot snapshot, CancellationToken cancel)
    {
        var corrections = new Dictionary<Guid, Queue<long>>();
        await foreach (var (target, position) in CorrectionQueries.AllAsync(snapshot.Connection, cancel))
        {
            if (!corrections.TryGetValue(target, out var positions)) corrections[target] = positions = new();
            positions.Enqueue(position);
        }

        return corrections;
    }

    /// <summary>An event, the entry that it makes, and the position at which that entry is replaced.</summary>
    private readonly record struct Replayed(
        StoredActivity Event, (TimelineEntry? Before, TimelineEntry After)? Change, long KnownTo);
}
