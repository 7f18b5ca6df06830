using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Timelines.Live;

/// <summary>Reads the moments at which a timeline changed, with who changed it.</summary>
public sealed class TimelineStops(LiveChanges changes, NpgsqlDataSource database, EventCatalogue catalogue)
{
    /// <summary>The moments around a position, the newest first.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="around">The position.</param>
    /// <param name="before">The maximum number of moments up to the position.</param>
    /// <param name="after">The maximum number of moments after it.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<IReadOnlyList<TimelineStop>> ReadAsync(
        StreamKey timeline, long around, int before, int after, CancellationToken cancel) =>
    [
        .. (await RecordedEvents.AtAsync(
            database, await changes.PositionsAsync(timeline, around, before, after, cancel), cancel))
            .Select(one => new TimelineStop(
                one.Position, catalogue.ShapeStoredAs(one.Type).Type.Name, one.RecordedAt, one.RecordedBy)),
    ];
}
