using ClusterEvents.EventStore.Appending;
using ClusterEvents.TransparencyLog;
using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Computes the state hashes of timelines: each is a hash chain over the leaves of the events that affect the
/// timeline, so that two parties with the same history have the same 32 bytes. See the README of Auditing.
/// </summary>
internal sealed class TimelineStates
{
    private static readonly TableCopy<KeyValuePair<string, State>> Rows = new(LogTables.States,
    [
        new StoreColumn<KeyValuePair<string, State>, string>("timeline", NpgsqlDbType.Text, row => row.Key),
        new StoreColumn<KeyValuePair<string, State>, long>("position", NpgsqlDbType.Bigint, row => row.Value.Position),
        new StoreColumn<KeyValuePair<string, State>, long>("entries", NpgsqlDbType.Bigint, row => row.Value.Entries),
        new StoreColumn<KeyValuePair<string, State>, byte[]>(
            "state", NpgsqlDbType.Bytea, row => row.Value.Hash.ToArray()),
    ]);

    private readonly Dictionary<string, State> _states = [];

    /// <summary>Loads the states of the affected timelines before a batch.</summary>
    public async Task LoadAsync(IEnumerable<string> timelines, NpgsqlConnection connection, CancellationToken cancel)
    {
        string[] names = [.. timelines.Distinct()];
        foreach (var name in names) _states[name] = new(0, 0, TimelineState.Empty);
        await using var query = new NpgsqlCommand(
            $"""
            select t.name, s.position, s.entries, s.state from unnest($1) as t (name) cross join lateral (
              select position, entries, state from {LogTables.States} where timeline = t.name
              order by position desc limit 1) s
            """, connection)
        { Parameters = { new() { Value = names } } };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            _states[rows.GetString(0)] = new(rows.GetInt64(1), rows.GetInt64(2), new(rows.GetFieldValue<byte[]>(3)));
    }

    public void Take(Leaf leaf, IEnumerable<Touch> touches)
    {
        foreach (var (timeline, entries) in touches)
        {
            var before = _states[timeline];
            _states[timeline] =
                new(leaf.Position, before.Entries + entries, TimelineState.Next(before.Hash, leaf.Hash));
        }
    }

    public Task WriteAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        _states.Count == 0 ? Task.CompletedTask : Rows.WriteAsync(connection, _states, cancel);

    private sealed record State(long Position, long Entries, TreeHash Hash);
}
