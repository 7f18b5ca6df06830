using System.Runtime.CompilerServices;
using JasperFx.Events;
using Marten;

namespace ClusterEvents.Auditing;

/// <summary>Events after a position and up to another, in the order of recording, as a session sees them.</summary>
internal static class RawEvents
{
    private const int AtOnce = 1_000;

    public static async IAsyncEnumerable<IEvent> ReadAsync(
        IQuerySession session, long from, long upTo, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = from;
        for (var full = true; full;)
        {
            var last = after;
            var events = await session.Events.QueryAllRawEvents()
                .Where(e => e.Sequence > last && e.Sequence <= upTo)
                .OrderBy(e => e.Sequence).Take(AtOnce).ToListAsync(cancel);
            foreach (var @event in events) yield return @event;
            full = events.Count == AtOnce;
            if (full) after = events[^1].Sequence;
        }
    }
}
