using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using JasperFx.Events;
using Marten;

namespace ClusterEvents.Auditing;

/// <summary>Reads events between two positions in the order of recording, within one session.</summary>
internal static class RawEvents
{
    private const int AtOnce = 1_000;

    /// <summary>
    /// Reads ahead by one page. The caller must not use the session before the enumeration has ended.
    /// </summary>
    public static async IAsyncEnumerable<StoredActivity> ReadAsync(
        IQuerySession session, long from, long upTo, [EnumeratorCancellation] CancellationToken cancel)
    {
        var next = PageAsync(session, from, upTo, cancel);
        try
        {
            for (var full = true; full;)
            {
                var events = await next;
                full = events.Count == AtOnce;
                if (full) next = PageAsync(session, events[^1].Sequence, upTo, cancel);
                foreach (var @event in events.ToActivities()) yield return @event;
            }
        }
        finally
        {
            // The session can be reused or closed only after the pending read has ended.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<IReadOnlyList<IEvent>> PageAsync(
        IQuerySession session, long after, long upTo, CancellationToken cancel) =>
        await session.Events.QueryAllRawEvents()
            .Where(e => e.Sequence > after && e.Sequence <= upTo)
            .OrderBy(e => e.Sequence).Take(AtOnce).ToListAsync(cancel);
}
