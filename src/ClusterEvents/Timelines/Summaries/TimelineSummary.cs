using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Targets;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Summaries;

/// <summary>The counts of a timeline.</summary>
/// <param name="Timeline">The timeline's key.</param>
/// <param name="Title">Its title.</param>
/// <param name="Position">The position up to which events are included.</param>
/// <param name="Total">The number of entries.</param>
/// <param name="ByKind">The number of entries of each event type.</param>
/// <param name="ByYear">The number of entries by year of occurrence; <c>unknown</c> for entries without a
/// date.</param>
/// <param name="Directives">The counts of its directives.</param>
/// <param name="Targets">The counts of its targets.</param>
/// <param name="First">The entry that occurred first; null if the timeline is empty.</param>
/// <param name="Last">The entry that occurred last; null if the timeline is empty.</param>
public sealed record TimelineSummary(
    string Timeline, string Title, long Position, long Total, IReadOnlyDictionary<string, long> ByKind,
    IReadOnlyDictionary<string, long> ByYear, DirectiveCounts Directives, TargetCounts Targets, EntryMark? First,
    EntryMark? Last);

/// <summary>
/// Directives that still oblige this city (on a campaign's timeline: anyone), and those of them overdue.
/// </summary>
public sealed record DirectiveCounts(int Open, int Overdue);

/// <summary>How often a target was met or missed by this city (on a campaign's timeline: by anyone).</summary>
public sealed record TargetCounts(int Met, int Missed);

/// <summary>An entry in one line.</summary>
public sealed record EntryMark(Guid ActivityId, string Title, DateOnly? OccurredOn);

/// <summary>Counts the entries of a timeline, now or at an earlier point in time.</summary>
public sealed class SummaryReader(
    NpgsqlDataSource database, TimelineReader pages, StreamStateCache streams, ShownTimelines shown)
{
    /// <summary>The summary of the entries that a query selects; null if the timeline does not exist.</summary>
    public async Task<TimelineSummary?> ReadAsync(TimelineQuery query, Language language, CancellationToken cancel)
    {
        // The first and last entry are taken from all matches, exact or not.
        query = query with { Limit = 1, ExactFirst = false };
        if (await pages.ReadAsync(query with { Ascending = true }, language, cancel) is not { } first) return null;
        // Use one point in time for all further statements, so that the numbers are consistent.
        var pinned = query with { Ascending = false, KnownAt = new(first.Position) };
        var last = first.Entries.Count == 0 ? first : await pages.ReadAsync(pinned, language, cancel);
        var version = shown.Version;
        var (_, at) = await PagePointInTime.OfAsync(pinned, version, database, cancel);
        await using var counting = database.CreateCommand();
        counting.CommandText = new TimelineSql(version, counting, pinned, language, at).Counts();
        var counts = await CountsAsync(counting, cancel);
        await using var opening = database.CreateCommand();
        var openings = pinned with { Kinds = [nameof(DirectiveIssued), nameof(TargetSet)] };
        opening.CommandText = new TimelineSql(version, opening, openings, language, at).Streams();
        var states = await StatesAsync(opening, pinned.KnownAt, cancel);
        CityId? city = query.Timeline.Kind == StreamKinds.City ? new(query.Timeline.Id) : null;
        return new(query.Timeline.ToString(), first.Title, first.Position, counts.Sum(c => c.Count),
            Totals(counts, c => c.Kind), Totals(counts, c => c.Year),
            CountDirectives(states.OfType<Directive>(), city), CountTargets(states.OfType<Target>(), city),
            MarkOf(first), MarkOf(last!));
    }

    private static DirectiveCounts CountDirectives(IEnumerable<Directive> directives, CityId? city)
    {
        Addressee[] open = [.. directives.Where(directive => directive.Revoked is null)
            .SelectMany(directive => directive.Addressees.Where(one => city is null || one.City == city)
                .Where(one => one.Status != AddresseeStatus.Fulfilled)
                // A campaign counts a directive once, however many cities it obliges.
                .OrderByDescending(one => one.OverdueAsOf is not null).Take(1))];
        return new(open.Length, open.Count(one => one.OverdueAsOf is not null));
    }

    private static TargetCounts CountTargets(IEnumerable<Target> targets, CityId? city)
    {
        CityTarget[] ended =
            [.. targets.SelectMany(target => target.Cities.Where(one => city is null || one.City == city))];
        return new(ended.Count(one => one.Status == TargetStatus.Met),
            ended.Count(one => one.Status == TargetStatus.Missed));
    }

    private static SortedDictionary<string, long> Totals(
        IEnumerable<(string Kind, string Year, long Count)> counts,
        Func<(string Kind, string Year, long Count), string> by) =>
        new(counts.GroupBy(by).ToDictionary(group => group.Key, group => group.Sum(c => c.Count)),
            StringComparer.Ordinal);

    private static EntryMark? MarkOf(TimelinePage page) => page.Entries is [var entry, ..]
        ? new(entry.Key.ActivityId, entry.Title,
            entry.Key.OccurredOn == DateOnly.MinValue ? null : entry.Key.OccurredOn)
        : null;

    private static async Task<List<(string Kind, string Year, long Count)>> CountsAsync(
        NpgsqlCommand command, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var counts = new List<(string, string, long)>();
        while (await rows.ReadAsync(cancel)) counts.Add((rows.GetString(0), rows.GetString(1), rows.GetInt64(2)));
        return counts;
    }

    /// <summary>
    /// The states of the directives and targets whose first event is on the timeline, at the same point in time.
    /// </summary>
    private async Task<object[]> StatesAsync(NpgsqlCommand command, KnownAt? known, CancellationToken cancel)
    {
        var keys = new List<StreamKey>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel)) keys.Add(StreamKey.Parse(rows.GetString(0)));
        var snapshots = await streams.ReadAsync(keys, known, cancel);
        return [.. snapshots.Values.Select(stream => stream.State).OfType<object>()];
    }
}
