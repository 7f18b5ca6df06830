using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>Reads the events after a position, up to the first gap that an open transaction could still fill.</summary>
/// <remarks>
/// A recording takes its positions before it commits, so a later position can be visible before an earlier one. A
/// transaction that has taken a position holds a lock on the sequence until it ends. When a position is missing, the
/// holders of that lock are noted; once all of them have ended and the position is still missing, nobody can fill it
/// any more. This does not depend on time-outs.
/// </remarks>
internal sealed class SealableEvents
{
    /// <summary>
    /// The size of a batch: large enough to spread the cost of a transaction, small enough to be quick.
    /// </summary>
    public const int AtOnce = 1_000;

    private long _gap;
    private HashSet<string> _writersAtGap = [];

    /// <summary>
    /// A page of events without tombstones of failed appends, the last position that it covers, and whether the page
    /// is full, so that more events may follow.
    /// </summary>
    public async Task<(IReadOnlyList<SealableEvent> Events, long UpTo, bool More)> ReadAsync(
        NpgsqlConnection connection, long after, CancellationToken cancel)
    {
        // Read the lock holders before the events: the events of any that end in between are then visible.
        var writers = await OpenPositions.TakersAsync(connection, cancel);
        var events = await RawEventReader.PageAsync(connection, after, AtOnce, cancel);
        var upTo = after;
        var sealable = new List<SealableEvent>(events.Count);
        foreach (var (position, id, recorded) in events)
        {
            if (position > upTo + 1 && !await IsPermanentAsync(connection, upTo + 1, writers, cancel)) break;
            upTo = position;
            if (recorded is not null) sealable.Add(new(id, recorded));
        }

        return (sealable, upTo, events.Count == AtOnce && upTo == events[^1].Position);
    }

    private async Task<bool> IsPermanentAsync(
        NpgsqlConnection connection, long missing, HashSet<string> writers, CancellationToken cancel)
    {
        if (missing == _gap) return !_writersAtGap.Overlaps(writers);
        (_gap, _writersAtGap) = (missing, await OpenPositions.TakersAsync(connection, cancel));
        return false;
    }
}
