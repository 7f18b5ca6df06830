using System.IO.Pipelines;
using System.Text;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>Writes a timeline as comma-separated values, a row an entry, with a header row.</summary>
internal sealed class CsvWriter(TimelineNames names) : IFeedWriter
{
    public TimelineFormat Format => TimelineFormat.Csv;

    public async Task WriteAsync(
        WholeTimeline timeline, FeedAddress address, PipeWriter output, CancellationToken cancel)
    {
        var known = new Dictionary<StreamKey, string>();
        // Without a byte order mark spreadsheets assume a legacy code page and garble Vietnamese text.
        var csv = new StringBuilder("\uFEFF");
        CsvRow.Append(csv, EntryColumn.All.Select(column => column.Header(timeline.Language)));
        await foreach (var page in timeline.PagesAsync(cancel))
        {
            await names.AddAsync(known, page.SelectMany(TableEntry.NamedBy), timeline.Known, cancel);
            foreach (var entry in page)
            {
                var row = new TableEntry(entry, known, timeline.Language);
                CsvRow.Append(csv, EntryColumn.All.Select(column => column.Cell(row)));
            }

            Encoding.UTF8.GetBytes(csv.ToString(), output);
            csv.Clear();
            await output.FlushAsync(cancel);
        }
    }
}
