using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Recording;
using ClusterEvents.Timelines.Listings;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using Npgsql;

namespace ClusterEvents.Timelines.Projection;

/// <summary>
/// Writes the timeline tables, a whole page of events with a few statements. It depends on events only, so a rebuild
/// produces the same rows, byte for byte.
/// </summary>
public sealed class TimelineProjection(EventCatalogue catalogue, TimelineVersion version) : IProjection
{
    private readonly EntryRows _rows = new(version);
    private readonly ListingProjection _listings = new(catalogue, version);

    public async Task ApplyAsync(
        IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        using var span = Telemetry.Projecting([.. events.Select(@event => (@event.Id, @event.CorrelationId))]);
        var history = new ActivityHistory(catalogue);
        var page = new TimelineChanges(version);
        HashSet<Guid> erased = [.. events.Select(@event => @event.Data)
            .OfType<IErasure>().Select(one => one.TargetEventId)];
        // Values that an erasure removed from earlier events must be removed from their rows as well.
        foreach (var earlier in (await CorrectedEarlierAsync(operations, events, cancellation)).ToActivities())
            if (history.Take(earlier) is var (_, entry) && erased.Contains(entry.Key.ActivityId)) page.Rewrite(entry);

        var activities = events.ToActivities().ToArray();
        foreach (var @event in activities)
            if (history.Take(@event) is var (before, after)) page.Add(@event.Stream, before, after);
        page.Write(operations);
        var listings = await _listings.ChangesAsync(operations, activities, cancellation);
        listings.End(operations);
        var analysis = IsGrown(events[0].Sequence, events[^1].Sequence)
            ? TableStatistics.Analyze(version.Activities, version.Rows, version.Timelines, version.Listings) : null;
        operations.BeforeCommit((connection, cancel) => AddAsync(page.Added, listings, analysis, connection, cancel));

        // Wakes requests that wait for this position, on every node.
        operations.QueueSqlCommand($"notify {version.Channel}, '{events[^1].Sequence}'");
        Telemetry.Projected.Add(events.Count);
    }

    /// <summary>
    /// Whether the page crosses a thousand events, ten thousand, and so on: then the tables are analysed at once.
    /// Without statistics the planner takes a timeline for a few rows and sorts all of it for one page; autovacuum
    /// would analyse about a minute later.
    /// </summary>
    private static bool IsGrown(long first, long last) =>
        last >= 1_000 && Math.Floor(Math.Log10(last)) > Math.Floor(Math.Log10(Math.Max(1, first - 1)));

    /// <summary>Earlier events of the entries that this page corrects.</summary>
    private static async Task<IReadOnlyList<IEvent>> CorrectedEarlierAsync(
        IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancel)
    {
        Guid[] targets = [.. events.Select(e => e.Data).OfType<ICorrection>().Select(e => e.TargetEventId).Distinct()];
        var first = events[0].Sequence;
        return targets.Length == 0 ? []
            : await EntryEvents.Of(operations, targets).Where(e => e.Sequence < first)
                .OrderBy(e => e.Sequence).ToListAsync(cancel);
    }

    /// <summary>
    /// Inserts the new entries and listings in the transaction of the page, after its statements. Marten calls it again
    /// if the commit failed and is retried.
    /// </summary>
    private async Task AddAsync(
        IReadOnlyList<EntryVersion> entries, ListingChanges listings, string? analysis, NpgsqlConnection connection,
        CancellationToken cancel)
    {
        await _rows.AddAsync(entries, connection, cancel);
        await listings.AddAsync(connection, cancel);
        if (analysis is null) return;
        await using var analyze = new NpgsqlCommand(analysis, connection);
        await analyze.ExecuteNonQueryAsync(cancel);
    }
}
