using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Reads the events that follow a position, up to the first place where another could still appear.
/// </summary>
/// <remarks>
/// A recording takes its positions before it commits, so a later position can be seen before an earlier one. Whoever
/// takes a position holds a lock on the sequence until its transaction ends. So when a position is missing, those who
/// hold that lock are noted; once none of them is under way any more, and the position is missing still, nobody is
/// left who could fill it. Nothing is guessed from the time that went by.
/// </remarks>
internal sealed class SealableEvents
{
    /// <summary>Enough to spread the cost of a transaction, and few enough to be done in a moment.</summary>
    private const int AtOnce = 1_000;

    private long _gap;
    private HashSet<string> _writersAtGap = [];

    /// <summary>
    /// A page of events, tombstones of failed appends left out, the last position that it covers, and whether it is a
    /// whole page, so that more can follow.
    /// </summary>
    public async Task<(IReadOnlyList<SealableEvent> Events, long UpTo, bool More)> ReadAsync(
        NpgsqlConnection connection, long after, CancellationToken cancel)
    {
        // Asked before the events are read: who has ended by now is seen by that reading.
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
