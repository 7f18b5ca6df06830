using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Tells which timelines an event touches: those that show the activity, or, where it corrects one, those that showed
/// it before or show it after. It reads raw events alone.
/// </summary>
internal sealed class TouchedTimelines(EventCatalogue catalogue)
{
    public async Task<IReadOnlyList<Touch>> OfAsync(
        SealableEvent @event, NpgsqlConnection connection, CancellationToken cancel)
    {
        var activity = catalogue.ShapeStoredAs(@event.Recorded.Type).Read(@event.Recorded.Data);
        if (activity is not ICorrection correction) return Between(null, new(@event.ActivityId, activity));
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
