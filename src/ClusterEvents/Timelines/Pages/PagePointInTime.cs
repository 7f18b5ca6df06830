using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// The moment that a statement is about, looked up before it: with the values at hand, the store knows how much of a
/// timeline was known by then, and does not walk through all of it for a few words.
/// </summary>
/// <param name="Position">The last position that was known.</param>
/// <param name="Day">The last day on which anything known then can have occurred.</param>
internal sealed record PagePointInTime(long Position, DateOnly Day)
{
    /// <summary>The moment of a query; null where it asks for what is current.</summary>
    /// <returns>Whether anything was known by then.</returns>
    public static async Task<(bool Found, PagePointInTime? Moment)> OfAsync(
        TimelineQuery query, TimelineVersion version, NpgsqlDataSource database, CancellationToken cancel)
    {
        if (query.KnownAt is not { } knownAt) return (true, null);
        return await RecordedEvents.LastShownAsync(database, knownAt.Position, version.Progress, cancel)
            is var (position, day) ? (true, new PagePointInTime(position, day)) : (false, null);
    }
}
