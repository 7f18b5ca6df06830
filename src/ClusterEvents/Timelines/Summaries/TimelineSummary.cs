using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
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
/// <param name="ByCity">The number of entries that concern each city.</param>
/// <param name="Directives">The counts of its directives.</param>
/// <param name="Targets">The counts of its targets.</param>
/// <param name="First">The entry that occurred first; null if the timeline is empty.</param>
/// <param name="Last">The entry that occurred last; null if the timeline is empty.</param>
public sealed record TimelineSummary(
    string Timeline, string Title, long Position, long Total, IReadOnlyDictionary<string, long> ByKind,
    IReadOnlyDictionary<string, long> ByYear, IReadOnlyDictionary<string, long> ByCity, DirectiveCounts Directives,
    TargetCounts Targets, EntryMark? First, EntryMark? Last);

/// <summary>
/// The directives that the entries are about, at the end of the last day asked for. On the timeline of a city, its part
/// in them counts; on others a directive counts once, however many cities it obliges.
/// </summary>
/// <param name="Issued">Those that had been issued.</param>
/// <param name="Open">Those that still obliged someone.</param>
/// <param name="Overdue">The open ones that are recorded as overdue.</param>
public sealed record DirectiveCounts(int Issued, int Open, int Overdue);

/// <summary>
/// The targets that the entries are about, at the end of the last day asked for, once for each city that is to meet
/// one. On the timeline of a city, only its own count.
/// </summary>
/// <param name="Set">All of them.</param>
/// <param name="Running">Those neither met nor missed.</param>
/// <param name="Met">Those that were met.</param>
/// <param name="Missed">Those that were missed.</param>
public sealed record TargetCounts(int Set, int Running, int Met, int Missed);

/// <summary>An entry in one line.</summary>
public sealed record EntryMark(Guid ActivityId, string Title, DateOnly? OccurredOn);

/// <summary>Counts the entries of a timeline, now or at an earlier point in time.</summary>
public sealed class SummaryReader(
    NpgsqlDataSource database, TimelineReader pages, StreamStateCache streams, ShownTimelines shown,
    EventCatalogue catalogue)
{
    /// <summary>The kinds of events on the streams whose states are counted.</summary>
    private readonly string[] _counted = [.. catalogue.Types
        .Where(type => type.StreamKind is StreamKinds.Directive or StreamKinds.Target).Select(type => type.Name)];

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
        opening.CommandText =
            new TimelineSql(version, opening, pinned with { Kinds = _counted }, language, at).Streams();
        var states = await StatesAsync(opening, pinned.KnownAt, query.To, cancel);
        await using var concerning = database.CreateCommand();
        concerning.CommandText = new TimelineSql(version, concerning, pinned, language, at).Cities();
        CityId? city = query.Timeline.Kind == StreamKinds.City ? new(query.Timeline.Id) : null;
        return new(query.Timeline.ToString(), first.Title, first.Position, counts.Sum(c => c.Count),
            Totals(counts, c => c.Kind), Totals(counts, c => c.Year), await CitiesAsync(concerning, cancel),
            CountDirectives(states.OfType<Directive>(), city), CountTargets(states.OfType<Target>(), city),
            MarkOf(first), MarkOf(last!));
    }

    /// <summary>
    /// The number of entries, and of those that concern each city; null if the timeline does not exist.
    /// </summary>
    public async Task<(long Position, long Total, IReadOnlyDictionary<string, long> ByCity)?> CountByCityAsync(
        TimelineQuery query, CancellationToken cancel)
    {
        if (await pages.ReadAsync(query with { Limit = 1 }, Language.Vietnamese, cancel) is not { } page) return null;
        var pinned = query with { KnownAt = new(page.Position) };
        var version = shown.Version;
        var (_, at) = await PagePointInTime.OfAsync(pinned, version, database, cancel);
        await using var counting = database.CreateCommand();
        counting.CommandText = new TimelineSql(version, counting, pinned, Language.Vietnamese, at).Counts();
        var total = (await CountsAsync(counting, cancel)).Sum(one => one.Count);
        await using var concerning = database.CreateCommand();
        concerning.CommandText = new TimelineSql(version, concerning, pinned, Language.Vietnamese, at).Cities();
        return (page.Position, total, await CitiesAsync(concerning, cancel));
    }

    private static DirectiveCounts CountDirectives(IEnumerable<Directive> directives, CityId? city)
    {
        // A city takes part in what is addressed to it; elsewhere a directive counts once.
        var parts = directives.Select(directive => (directive.Revoked,
            Addressees: directive.Addressees.Where(one => city is null || one.City == city).ToArray()))
            .Where(one => one.Addressees.Length > 0).ToArray();
        var open = parts.Where(one => one.Revoked is null
            && one.Addressees.Any(addressee => addressee.Status != AddresseeStatus.Fulfilled)).ToArray();
        return new(parts.Length, open.Length,
            open.Count(one => one.Addressees.Any(addressee => addressee.OverdueAsOf is not null)));
    }

    private static TargetCounts CountTargets(IEnumerable<Target> targets, CityId? city)
    {
        CityTarget[] all =
            [.. targets.SelectMany(target => target.Cities.Where(one => city is null || one.City == city))];
        var (met, missed) = (all.Count(one => one.Status == TargetStatus.Met),
            all.Count(one => one.Status == TargetStatus.Missed));
        return new(all.Length, all.Length - met - missed, met, missed);
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

    private static async Task<SortedDictionary<string, long>> CitiesAsync(
        NpgsqlCommand command, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var cities = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel)) cities[rows.GetString(0)] = rows.GetInt64(1);
        return cities;
    }

    private static async Task<List<(string Kind, string Year, long Count)>> CountsAsync(
        NpgsqlCommand command, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var counts = new List<(string, string, long)>();
        while (await rows.ReadAsync(cancel)) counts.Add((rows.GetString(0), rows.GetString(1), rows.GetInt64(2)));
        return counts;
    }

    /// <summary>
    /// The states of the directives and targets that the entries are about, at the same point in time and at the end of
    /// a day.
    /// </summary>
    private async Task<object[]> StatesAsync(
        NpgsqlCommand command, KnownAt? known, DateOnly? day, CancellationToken cancel)
    {
        var keys = new List<StreamKey>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel)) keys.Add(StreamKey.Parse(rows.GetString(0)));
        var snapshots = await streams.ReadAsync(keys, known, cancel);
        return [.. snapshots.Select(stream => day is { } until
            ? catalogue.StateOn(stream.Key, stream.Value, until) : stream.Value.State).OfType<object>()];
    }
}
