using System.IO.Pipelines;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>Writes a timeline as a workbook: a row an entry, and what was corrected on a second sheet.</summary>
internal sealed class WorkbookWriter(StreamNames names) : IFeedWriter
{
    public TimelineFormat Format => TimelineFormat.Workbook;

    public Task WriteAsync(WholeTimeline timeline, FeedAddress address, PipeWriter output, CancellationToken cancel) =>
        EntryTable.WriteAsync(
            timeline, async () => await Workbook.CreateAsync(output, timeline.Language, cancel), names, cancel);
}
