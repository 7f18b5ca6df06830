using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Recomputes the state hashes of all timelines and compares each stored one. Batches end at checkpoints, so the
/// states of timelines affected before a checkpoint must be stored.
/// </summary>
internal sealed class StateAudit(SnapshotRows leaves, SnapshotRows stored, SnapshotRows signed, Findings findings)
{
    public const string LeafQuery = $"select position, hash from {LogTables.Leaves} order by index";

    public const string StateQuery =
        $"select position, timeline, entries, state from {LogTables.States} order by position, timeline";

    /// <summary>The last position included in each checkpoint.</summary>
    public const string SignedQuery =
        $"""
        select distinct l.position from {LogTables.Checkpoints} c join {LogTables.Leaves} l on l.index = c.size - 1
        order by 1
        """;

    private readonly Dictionary<StreamKey, State> _states = [];

    /// <summary>Timelines affected since their last stored state.</summary>
    private readonly HashSet<StreamKey> _touched = [];

    public async Task TakeAsync(
        StoredActivity @event, (TimelineEntry? Before, TimelineEntry After)? change, CancellationToken cancel)
    {
        while (leaves.There && leaves.Row.GetInt64(0) < @event.Position) await leaves.AdvanceAsync(cancel);
        if (!leaves.There || leaves.Row.GetInt64(0) != @event.Position) return;
        if (change is var (before, after))
            Touch(@event.Position, new(leaves.Row.GetFieldValue<byte[]>(1)), before, after);
        for (; stored.There && stored.Row.GetInt64(0) <= @event.Position; await stored.AdvanceAsync(cancel))
            Compare(stored.Row.GetInt64(0), stored.Row.GetString(1), stored.Row.GetInt64(2),
                stored.Row.GetFieldValue<byte[]>(3));
        for (; signed.There && signed.Row.GetInt64(0) <= @event.Position; await signed.AdvanceAsync(cancel))
            if (signed.Row.GetInt64(0) == @event.Position) NameMissing();
    }

    /// <summary>
    /// Checks the end: the state after the last event of each timeline must be stored, and none after the last leaf.
    /// </summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        for (; stored.There; await stored.AdvanceAsync(cancel))
            findings.Add("state-superfluous", Named(stored.Row.GetString(1), stored.Row.GetInt64(0)),
                "No leaves reach up to there.");
        NameMissing();
    }

    private void NameMissing()
    {
        foreach (var timeline in _touched)
            findings.Add("state-missing", $"timeline {timeline}",
                $"Its state after position {_states[timeline].Position} is not stored.");
        _touched.Clear();
    }

    private void Touch(long position, TreeHash leaf, TimelineEntry? before, TimelineEntry after)
    {
        int Shown(TimelineEntry? entry, StreamKey timeline) =>
            entry is { Retracted: false } && entry.Timelines.Contains(timeline) ? 1 : 0;
        foreach (var timeline in after.Timelines.Union(before?.Timelines ?? []).Where(TimelineKey.HasState))
        {
            var state = _states.GetValueOrDefault(timeline) ?? new(0, 0, TimelineState.Empty);
            _touched.Add(timeline);
            _states[timeline] = state with
            {
                Position = position,
                Entries = state.Entries + Shown(after, timeline) - Shown(before, timeline),
                Hash = TimelineState.Next(state.Hash, leaf),
            };
        }
    }

    private void Compare(long position, string timeline, long entries, byte[] hash)
    {
        if (StreamKey.TryParse(timeline, out var key) && _states.GetValueOrDefault(key) is { } state
            && state.Position == position && state.Entries == entries
            && state.Hash.ToArray().AsSpan().SequenceEqual(hash))
            _touched.Remove(key);
        else
            findings.Add("state-altered", Named(timeline, position),
                "It is not the state that the leaves up to there make.");
    }

    private static string Named(string timeline, long position) =>
        $"timeline {timeline}, state at position {position}";

    private sealed record State(long Position, long Entries, TreeHash Hash);
}
