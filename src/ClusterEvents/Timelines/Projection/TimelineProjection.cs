using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Recording;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Npgsql;

namespace ClusterEvents.Timelines.Projection;

/// <summary>
/// Writes what timelines are read from, a whole page of events with a few statements. It reads nothing but events, so
/// a rebuild gives the same rows to the byte.
/// </summary>
public sealed class TimelineProjection(EventCatalogue catalogue, TimelineVersion version) : IProjection
{
    private readonly EntryRows _rows = new(version);

    public async Task ApplyAsync(
        IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var history = new ActivityHistory(catalogue);
        var page = new TimelineChanges(version);
        HashSet<Guid> erased = [.. events.Select(@event => @event.Data)
            .OfType<IErasure>().Select(one => one.TargetEventId)];
        // What an erasure took out of earlier events must also leave what was written of them.
        foreach (var earlier in (await CorrectedEarlierAsync(operations, events, cancellation)).ToActivities())
            if (history.Take(earlier) is var (_, entry) && erased.Contains(entry.Key.ActivityId)) page.Rewrite(entry);

        foreach (var @event in events.ToActivities())
            if (history.Take(@event) is var (before, after)) page.Add(@event.Stream, before, after);
        page.Write(operations);
        var analysis = IsGrown(events[0].Sequence, events[^1].Sequence)
            ? TableStatistics.Analyze(version.Activities, version.Rows, version.Timelines) : null;
        operations.BeforeCommit((connection, cancel) => AddAsync(page.Added, analysis, connection, cancel));

        // Wakes whoever waits to see what it recorded, on whichever node it asked.
        operations.QueueSqlCommand($"notify {version.Channel}, '{events[^1].Sequence}'");
        Telemetry.Projected.Add(events.Count);
    }

    /// <summary>
    /// Whether a page brings the history to a thousand, ten thousand events, and so on. Without statistics, all of a
    /// timeline is thought to be a few rows and sorted for a page of it, as are all events that still wait for theirs;
    /// the store makes them by itself, but a minute later.
    /// </summary>
    private static bool IsGrown(long first, long last) =>
        last >= 1_000 && Math.Floor(Math.Log10(last)) > Math.Floor(Math.Log10(Math.Max(1, first - 1)));

    /// <summary>What was recorded before this page of the entries that it corrects.</summary>
    private static async Task<IReadOnlyList<IEvent>> CorrectedEarlierAsync(
        IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancel)
    {
        Guid[] targets = [.. events.Select(e => e.Data).OfType<ICorrection>().Select(e => e.TargetEventId).Distinct()];
        var first = events[0].Sequence;
        return targets.Length == 0 ? []
            : await EntryEvents.Of(operations, targets).Where(e => e.Sequence < first)
                .OrderBy(e => e.Sequence).ToListAsync(cancel);
    }

    /// <summary>Adds the entries of a page in its transaction and after its statements.</summary>
    private async Task AddAsync(
        IReadOnlyList<EntryVersion> entries, string? analysis, NpgsqlConnection connection, CancellationToken cancel)
    {
        await _rows.AddAsync(entries, connection, cancel);
        if (analysis is null) return;
        await using var analyze = new NpgsqlCommand(analysis, connection);
        await analyze.ExecuteNonQueryAsync(cancel);
    }
}
