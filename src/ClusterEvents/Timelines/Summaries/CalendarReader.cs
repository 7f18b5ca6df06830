using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Summaries;

/// <summary>Counts the entries of each day of a year.</summary>
public sealed class CalendarReader(NpgsqlDataSource database, ShownTimelines shown)
{
    /// <summary>The days with entries, in their order; null if the timeline does not exist.</summary>
    /// <param name="query">The timeline, with filters; its period is the year.</param>
    /// <param name="year">The year.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<IReadOnlyList<CalendarDay>?> ReadAsync(TimelineQuery query, int year, CancellationToken cancel)
    {
        var (found, at) = await PagePointInTime.OfAsync(query, shown.Version, database, cancel);
        return found ? await ReadAsync(query, year, at, cancel) : null;
    }

    /// <summary>The same at the position that a page of the timeline has just shown.</summary>
    /// <param name="query">The timeline, with filters; its period is the year.</param>
    /// <param name="year">The year.</param>
    /// <param name="position">The position.</param>
    /// <param name="cancel">Cancels the query.</param>
    public Task<IReadOnlyList<CalendarDay>?> ReadShownAsync(
        TimelineQuery query, int year, long position, CancellationToken cancel) =>
        ReadAsync(query with { KnownAt = new(position) }, year, PagePointInTime.Shown(position), cancel);

    private async Task<IReadOnlyList<CalendarDay>?> ReadAsync(
        TimelineQuery query, int year, PagePointInTime? at, CancellationToken cancel)
    {
        query = query with { From = new(year, 1, 1), To = new(year, 12, 31) };
        var version = shown.Version;
        await using var command = database.CreateCommand();
        command.CommandText = new TimelineSql(version, command, query, Language.English, at).Days();
        var counts = new List<(DateOnly Day, string Kind, long Count)>();
        var exists = false;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            exists = true;
            if (!await rows.IsDBNullAsync(0, cancel))
                counts.Add((rows.GetFieldValue<DateOnly>(0), rows.GetString(1), rows.GetInt64(2)));
        }

        if (!exists) return null;
        // An entry that only touches the year is placed outside of it.
        return [.. counts.Where(one => one.Day.Year == year).GroupBy(one => one.Day).OrderBy(day => day.Key)
            .Select(day => new CalendarDay(day.Key, day.Sum(one => one.Count),
                day.ToDictionary(one => one.Kind, one => one.Count, StringComparer.Ordinal)))];
    }
}
