using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// The point in time of a query, resolved before the main statement: with concrete values PostgreSQL can estimate how
/// many rows were known by then, instead of scanning the whole timeline.
/// </summary>
/// <param name="Position">The last position that was known.</param>
/// <param name="Day">The last day on which anything known then can have occurred.</param>
internal sealed record PagePointInTime(long Position, DateOnly Day)
{
    /// <summary>
    /// A position that a page has shown, which need not be resolved; whatever it knows has occurred by today.
    /// </summary>
    public static PagePointInTime Shown(long position) => new(position, DateOnly.MaxValue);

    /// <summary>Resolves the point in time of a query; null for the current state.</summary>
    /// <returns>Whether anything was known by then.</returns>
    public static async Task<(bool Found, PagePointInTime? At)> OfAsync(
        TimelineQuery query, TimelineVersion version, NpgsqlDataSource database, CancellationToken cancel)
    {
        if (query.KnownAt is not { } knownAt) return (true, null);
        return await RecordedEvents.LastShownAsync(database, knownAt.Position, version.Progress, cancel)
            is var (position, day) ? (true, new PagePointInTime(position, day)) : (false, null);
    }
}
