using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>Opens timelines that are read whole.</summary>
public sealed class WholeTimelines(
    TimelineReader pages, EntryNames names, ShownTimelines shown, EventCatalogue catalogue, NpgsqlDataSource database)
{
    /// <summary>The number of entries in memory at once.</summary>
    public const int EntriesAtOnce = 200;

    /// <summary>
    /// Fixes the position and finds the title; null if the timeline does not exist. No entry is read yet.
    /// </summary>
    public async Task<WholeTimeline?> OpenAsync(TimelineQuery query, Language language, CancellationToken cancel)
    {
        var version = shown.Version;
        query = query with
        {
            Limit = EntriesAtOnce,
            KnownAt = query.KnownAt ?? new(long.MaxValue),
            Corrections = true,
        };
        if (await PagePointInTime.OfAsync(query, version, database, cancel) is not (true, { } at)) return null;
        await using var opening = database.CreateCommand(
            $"""
            select title, {version.Progress} from {version.Timelines}
            where timeline = $1 and known_from <= $2 and known_to > $2
            """);
        opening.Parameters.Add(new() { Value = query.Timeline.ToString() });
        opening.Parameters.Add(new() { Value = at.Position });
        string title;
        long progress;
        await using (var rows = await opening.ExecuteReaderAsync(cancel))
        {
            if (!await rows.ReadAsync(cancel)) return null;
            (title, progress) = (rows.GetString(0), rows.GetInt64(1));
        }

        title = await names.TitleAsync(query.Timeline, title, new(at.Position), cancel);
        return new(query, at.Position, title, progress, language, pages, catalogue);
    }
}
