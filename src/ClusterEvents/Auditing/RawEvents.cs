using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using JasperFx.Events;
using Marten;

namespace ClusterEvents.Auditing;

/// <summary>Events after a position and up to another, in the order of recording, as a session sees them.</summary>
internal static class RawEvents
{
    private const int AtOnce = 1_000;

    /// <summary>
    /// The next page is read while one is used. Who enumerates leaves the session alone until the end.
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
            // The session may be used again, or closed, only when nothing is under way in it.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<IReadOnlyList<IEvent>> PageAsync(
        IQuerySession session, long after, long upTo, CancellationToken cancel) =>
        await session.Events.QueryAllRawEvents()
            .Where(e => e.Sequence > after && e.Sequence <= upTo)
            .OrderBy(e => e.Sequence).Take(AtOnce).ToListAsync(cancel);
}
