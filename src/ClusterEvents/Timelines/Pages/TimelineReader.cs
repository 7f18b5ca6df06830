using System.Globalization;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// Reads one page of a timeline in one statement and snapshot, at a cost that depends on the page and not on the
/// history. What was known at a position never changes, so that position may be resolved by an earlier statement.
/// </summary>
public sealed class TimelineReader(StandbyReads reads, ShownTimelines shown, EntryNames names)
{
    /// <summary>Whether all timelines can be searched together.</summary>
    public bool Searches => shown.Version.FindsEverywhere;

    /// <summary>The page; null if the timeline does not exist.</summary>
    public Task<TimelinePage?> ReadAsync(TimelineQuery query, Language language, CancellationToken cancel) =>
        reads.ReadAsync(query, database => ReadAsync(database, query, language, cancel));

    private async Task<TimelinePage?> ReadAsync(
        NpgsqlDataSource database, TimelineQuery query, Language language, CancellationToken cancel)
    {
        var version = shown.Version;
        var (found, at) = await PagePointInTime.OfAsync(query, version, database, cancel);
        if (!found) return null;
        await using var command = database.CreateCommand();
        command.CommandText = query.IsEverywhere
            ? new SearchSql(version, command, query, language, at).Statement()
            : new TimelineSql(version, command, query, language, at).Statement();
        var entries = new List<(bool Exact, ShownEntry Shown)>(query.Limit + 1);
        var changedAt = 0L;
        (string Title, long Position)? timeline = null;
        // Close it before the names are read: a request holds one connection at a time.
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                timeline ??= (rows.GetString(0), rows.GetInt64(1));
                if (await rows.IsDBNullAsync(2, cancel)) continue;
                entries.Add((rows.GetBoolean(2), Entry(rows)));
                // The last entry of the page, not the one that only shows that there is a next page.
                if (query.ByChange && entries.Count <= query.Limit) changedAt = rows.GetInt64(12);
            }
        }

        if (timeline is not { } opened) return null;
        var more = entries.Count > query.Limit;
        if (more) entries.RemoveAt(query.Limit);
        var next = !more ? null
            : query.ByChange ? changedAt.ToString(CultureInfo.InvariantCulture)
            : query.CursorAfter(entries[^1].Exact, entries[^1].Shown.Key).ToString();
        var (title, named) = await names.NamedAsync(query.Timeline, opened.Title,
            [.. entries.Select(entry => entry.Shown)], language, query.KnownAt, cancel);
        return new(query.Timeline, title, opened.Position,
            [.. named.Select(entry => entry.On(query.Timeline, language))], next);
    }

    private static ShownEntry Entry(NpgsqlDataReader row) => new(
        new(row.GetFieldValue<DateOnly>(3), row.GetInt16(4), row.GetInt32(5), row.GetFieldValue<DateTimeOffset>(6),
            row.GetGuid(7)),
        row.GetString(8), row.GetString(9), row.GetString(10), row.IsDBNull(11) ? null : row.GetString(11));
}
