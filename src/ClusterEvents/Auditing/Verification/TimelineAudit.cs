using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Replays the timelines from raw events, and holds each row that a projection wrote against what it must be: nothing
/// may be missing, nothing may lie there that no event put there, and every field must read as the replay says.
/// </summary>
internal sealed class TimelineAudit(IDocumentStore store, Catalogue catalogue, Findings findings, Action<double> done)
{
    private readonly ActivityHistory _history = new(catalogue);
    private Dictionary<Guid, Queue<long>> _corrections = [];
    private long _events;

    /// <summary>Up to which position the projection had come.</summary>
    public long Position { get; private set; }

    public long Entries { get; private set; }

    public long Rows { get; private set; }

    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        Position = await snapshot.NumberAsync(
            "select last_seq_id from clusterevents.mt_event_progression "
            + $"where name = '{TimelineVersion.Current.Shard}'", cancel);
        _corrections = await CorrectionsAsync(snapshot, cancel);
        await using var activities = await StoredRows.OpenAsync(snapshot, ActivityRow.Query, ActivityRow.From, cancel);
        await using var rows = await StoredRows.OpenAsync(snapshot, TimelineRow.Query, TimelineRow.From, cancel);
        await using var states = await StateAudit.OpenAsync(snapshot, findings, cancel);
        var titles = new TitleAudit(findings);
        await foreach (var (@event, change, knownTo) in ReplayAsync(snapshot, cancel))
        {
            done(++_events);
            await states.TakeAsync(@event, change, cancel);
            if (@event.Sequence > Position) continue;
            await CompareAsync(@event, change?.After, knownTo, activities, rows, cancel);
            if (change is { After: { TimelineTitle: { } title } after })
                titles.Take(@event.StreamKey!, after.KnownFrom, title);
        }

        foreach (var left in await activities.UpToAsync(long.MaxValue, cancel)) Superfluous(left);
        foreach (var left in await rows.UpToAsync(long.MaxValue, cancel)) Superfluous(left);
        states.End();
        await titles.CompareAsync(snapshot, cancel);
    }

    /// <summary>Replays ahead of what compares, on another processor, as far as a little memory goes.</summary>
    private async IAsyncEnumerable<Replayed> ReplayAsync(
        Snapshot snapshot, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var replayed = Channel.CreateBounded<Replayed>(
            new BoundedChannelOptions(1_000) { SingleReader = true, SingleWriter = true });
        var replaying = Task.Run(async () =>
        {
            try
            {
                await using var session = store.QuerySession(
                    Marten.Services.SessionOptions.ForTransaction(snapshot.Transaction));
                await foreach (var @event in RawEvents.ReadAsync(session, 0, long.MaxValue, left.Token))
                    await replayed.Writer.WriteAsync(Take(@event), left.Token);
                replayed.Writer.Complete();
            }
            catch (Exception exception)
            {
                replayed.Writer.Complete(exception);
            }
        }, CancellationToken.None);
        try
        {
            await foreach (var one in replayed.Reader.ReadAllAsync(cancel)) yield return one;
        }
        finally
        {
            await left.CancelAsync();
            await replaying;
        }
    }

    /// <summary>
    /// What the event makes of an entry. Memory holds only entries that a later correction still changes.
    /// </summary>
    private Replayed Take(IEvent @event)
    {
        var target = @event.Data is ICorrection correction ? correction.TargetEventId : @event.Id;
        if (!_corrections.TryGetValue(target, out var waiting))
            return new(@event, new ActivityHistory(catalogue).Take(@event), TimelineTables.StillKnown);
        var change = _history.Take(@event);
        if (waiting.TryPeek(out var position) && position == @event.Sequence) waiting.Dequeue();
        if (waiting.TryPeek(out var next))
            return new(@event, change, next <= Position ? next : TimelineTables.StillKnown);
        _history.Forget(target);
        _corrections.Remove(target);
        return new(@event, change, TimelineTables.StillKnown);
    }

    private async Task CompareAsync(
        IEvent @event, TimelineEntry? entry, long knownTo, StoredRows<ActivityRow> activities,
        StoredRows<TimelineRow> rows, CancellationToken cancel)
    {
        Compare(@event, entry is null ? [] : [ActivityRow.Of(entry, knownTo)],
            await activities.UpToAsync(@event.Sequence, cancel));
        Compare(@event, entry is null ? [] : TimelineRow.Of(entry, knownTo),
            await rows.UpToAsync(@event.Sequence, cancel));
        if (entry is not null) (Entries, Rows) = (Entries + 1, Rows + entry.Timelines.Count);
    }

    /// <summary>Stored rows since the event before, of this one's position or of one that no event has.</summary>
    private void Compare<TRow>(IEvent @event, IReadOnlyList<TRow> expected, IReadOnlyList<TRow> stored)
        where TRow : AuditedRow
    {
        if (expected.Count == stored.Count && expected.All(stored.Contains)) return;
        foreach (var (row, found) in expected.Select(row => (row, stored.FirstOrDefault(one => one.Name == row.Name))))
            if (found is null)
                findings.Add("row-missing", row.Name,
                    $"Event {@event.Id} at position {@event.Sequence} belongs there.");
            else
                foreach (var difference in row.Differences(found))
                    findings.Add("row-altered", row.Name,
                        $"{difference} (event {@event.Id}, position {@event.Sequence})");
        foreach (var left in stored.Where(row => expected.All(one => one.Name != row.Name))) Superfluous(left);
    }

    private void Superfluous(AuditedRow row) => findings.Add("row-superfluous", row.Name, "No event puts it there.");

    /// <summary>For each corrected entry the positions of its corrections that are still to come.</summary>
    private static async Task<Dictionary<Guid, Queue<long>>> CorrectionsAsync(
        Snapshot snapshot, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(
            """
            select (data->>'targetEventId')::uuid, seq_id from clusterevents.mt_events
            where data ? 'targetEventId' and type <> 'tombstone' order by seq_id
            """, snapshot.Connection)
        { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var corrections = new Dictionary<Guid, Queue<long>>();
        while (await rows.ReadAsync(cancel))
        {
            if (!corrections.TryGetValue(rows.GetGuid(0), out var positions))
                corrections[rows.GetGuid(0)] = positions = new();
            positions.Enqueue(rows.GetInt64(1));
        }

        return corrections;
    }

    /// <summary>An event, what it makes of an entry, and the position from which that reads otherwise.</summary>
    private readonly record struct Replayed(
        IEvent Event, (TimelineEntry? Before, TimelineEntry After)? Change, long KnownTo);
}
