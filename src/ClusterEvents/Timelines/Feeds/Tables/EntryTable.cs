using ClusterEvents.Domain.Model;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>
/// Writes a timeline as a table, a row an entry. A file that holds several tables has a second one, with a row for each
/// field that was corrected.
/// </summary>
internal static class EntryTable
{
    /// <param name="timeline">The timeline.</param>
    /// <param name="open">Begins the file.</param>
    /// <param name="names">Reads names.</param>
    /// <param name="cancel">Cancels reading and writing.</param>
    public static async Task WriteAsync(
        WholeTimeline timeline, Func<Task<ITableFile>> open, StreamNames names, CancellationToken cancel)
    {
        // The file begins once the first page is read, so that a failure is still answered as one.
        var (page, next) = await timeline.PageAsync(timeline.Query, cancel);
        await using var file = await open();
        await file.BeginAsync(timeline.Language.NameOfEntries(), EntryColumns.All, cancel);
        var known = new Dictionary<StreamKey, string>();
        // Sheets are written one after another: the pages with corrections are read once more for the second one.
        var corrected = new List<TimelineQuery>();
        for (var at = timeline.Query; ;)
        {
            if (page.Any(entry => entry.Revision > 0)) corrected.Add(at);
            await names.AddAsync(known, page.SelectMany(TableEntry.NamedBy), timeline.Known, cancel);
            foreach (var row in page.Select(entry => new TableEntry(entry, known, timeline.Language)))
                await file.AddAsync(EntryColumns.All.Select(column => column.Cell(row)), cancel);
            await file.FlushAsync(cancel);
            if (next is null) break;
            at = next;
            (page, next) = await timeline.PageAsync(at, cancel);
        }

        if (file.HasSheets)
        {
            await file.BeginAsync(timeline.Language.NameOfCorrections(), CorrectionColumns.All, cancel);
            foreach (var query in corrected)
            {
                var (entries, _) = await timeline.PageAsync(query, cancel);
                await names.AddAsync(known, entries.SelectMany(CorrectionRow.NamedBy), timeline.Known, cancel);
                foreach (var row in entries.SelectMany(entry => CorrectionRow.Of(new(entry, known, timeline.Language))))
                    await file.AddAsync(CorrectionColumns.All.Select(column => column.Cell(row)), cancel);
                await file.FlushAsync(cancel);
            }
        }

        await file.FinishAsync(cancel);
    }
}
