using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using ClusterEvents.TransparencyLog;
using JasperFx.Events;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>Recomputes the state hashes of all timelines, and compares each that was stored.</summary>
internal sealed class StateAudit : IAsyncDisposable
{
    private readonly Dictionary<StreamKey, State> _states = [];
    private readonly Snapshot _leafSnapshot;
    private readonly Snapshot _stateSnapshot;
    private readonly NpgsqlDataReader _leaves;
    private readonly NpgsqlDataReader _stored;
    private readonly Findings _findings;
    private bool _leafThere;
    private bool _storedThere;

    private StateAudit(
        Snapshot leafSnapshot, NpgsqlDataReader leaves, Snapshot stateSnapshot, NpgsqlDataReader stored,
        Findings findings) =>
        (_leafSnapshot, _leaves, _stateSnapshot, _stored, _findings) =
            (leafSnapshot, leaves, stateSnapshot, stored, findings);

    public static async Task<StateAudit> OpenAsync(Snapshot moment, Findings findings, CancellationToken cancel)
    {
        var (forLeaves, forStates) = (await moment.ShareAsync(cancel), await moment.ShareAsync(cancel));
        var leaves = await ReadAsync(
            forLeaves, $"select position, hash from {LogTables.Leaves} order by index", cancel);
        var stored = await ReadAsync(
            forStates, $"select position, timeline, entries, state from {LogTables.States} "
            + "order by position, timeline", cancel);
        var audit = new StateAudit(forLeaves, leaves, forStates, stored, findings);
        audit._leafThere = await leaves.ReadAsync(cancel);
        audit._storedThere = await stored.ReadAsync(cancel);
        return audit;
    }

    public async Task TakeAsync(
        IEvent @event, (TimelineEntry? Before, TimelineEntry After)? change, CancellationToken cancel)
    {
        while (_leafThere && _leaves.GetInt64(0) < @event.Sequence) _leafThere = await _leaves.ReadAsync(cancel);
        if (!_leafThere || _leaves.GetInt64(0) != @event.Sequence) return;
        if (change is var (before, after)) Touch(@event.Sequence, new(_leaves.GetFieldValue<byte[]>(1)), before, after);
        while (_storedThere && _stored.GetInt64(0) <= @event.Sequence)
        {
            Compare(_stored.GetInt64(0), _stored.GetString(1), _stored.GetInt64(2), _stored.GetFieldValue<byte[]>(3));
            _storedThere = await _stored.ReadAsync(cancel);
        }
    }

    /// <summary>
    /// The state after the last event that touched a timeline is always stored, and none after the last leaf.
    /// </summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        for (; _storedThere; _storedThere = await _stored.ReadAsync(cancel))
            _findings.Add("state-superfluous", Named(_stored.GetString(1), _stored.GetInt64(0)),
                "No leaves reach up to there.");
        foreach (var (timeline, state) in _states)
            if (state.Stored != state.Position)
                _findings.Add("state-missing", $"timeline {timeline}",
                    $"Its state after position {state.Position} is not stored.");
    }

    public async ValueTask DisposeAsync()
    {
        await _leaves.DisposeAsync();
        await _stored.DisposeAsync();
        await _leafSnapshot.DisposeAsync();
        await _stateSnapshot.DisposeAsync();
    }

    private void Touch(long position, TreeHash leaf, TimelineEntry? before, TimelineEntry after)
    {
        int Shown(TimelineEntry? entry, StreamKey timeline) =>
            entry is { Retracted: false } && entry.Timelines.Contains(timeline) ? 1 : 0;
        foreach (var timeline in after.Timelines.Union(before?.Timelines ?? []))
        {
            var state = _states.GetValueOrDefault(timeline) ?? new(0, 0, TimelineState.Empty, 0);
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
            _states[key] = state with { Stored = position };
        else
            _findings.Add("state-altered", Named(timeline, position),
                "It is not the state that the leaves up to there make.");
    }

    private static string Named(string timeline, long position) =>
        $"timeline {timeline}, state at position {position}";

    private static async Task<NpgsqlDataReader> ReadAsync(Snapshot snapshot, string query, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(query, snapshot.Connection) { CommandTimeout = 0 };
        return await command.ExecuteReaderAsync(cancel);
    }

    private sealed record State(long Position, long Entries, TreeHash Hash, long Stored);
}
