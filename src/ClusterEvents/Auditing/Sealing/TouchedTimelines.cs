using System.Text.Json;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Determines the timelines that an event affects: those that show the activity, or, for a correction, those that show
/// its target before or after it. It reads raw events only.
/// </summary>
internal sealed class TouchedTimelines(EventCatalogue catalogue)
{
    /// <param name="event">The event.</param>
    /// <param name="data">Its parsed data.</param>
    /// <param name="connection">The connection for reading the history of a corrected activity.</param>
    /// <param name="cancel">Ends the work.</param>
    public async Task<IReadOnlyList<Touch>> OfAsync(
        SealableEvent @event, JsonElement data, NpgsqlConnection connection, CancellationToken cancel)
    {
        var shape = catalogue.ShapeStoredAs(@event.Recorded.Type);
        if (!typeof(ICorrection).IsAssignableFrom(shape.Type.ClrType))
            return [.. TimelineKey.Showing(shape, data).Select(timeline => new Touch(timeline.ToString(), 1))];
        var correction = (ICorrection)shape.Read(data);
        var (before, after) = ((EntryState?)null, (EntryState?)null);
        await foreach (var one in CorrectionQueries.HistoryAsync(
            connection, catalogue, correction.TargetEventId, @event.Recorded.Position, cancel))
            (before, after) =
                (after, one is ICorrection next ? next.Correct(after!, catalogue) : new(correction.TargetEventId, one));
        return Between(before, after!);
    }

    private Touch[] Between(EntryState? before, EntryState after)
    {
        string[] wasOn = [.. Showing(before)], isOn = [.. Showing(after)];
        int Entries(EntryState? entry, string[] on, string timeline) =>
            entry is { Retracted: false } && on.Contains(timeline) ? 1 : 0;
        return [.. wasOn.Union(isOn).Select(timeline =>
            new Touch(timeline, Entries(after, isOn, timeline) - Entries(before, wasOn, timeline)))];
    }

    private IEnumerable<string> Showing(EntryState? entry) => entry is null ? []
        : TimelineKey.Showing(catalogue.TypeOf(entry.Activity), entry.Activity).Select(key => key.ToString());
}
