using System.IO.Pipelines;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>Writes a timeline as comma-separated values, a row an entry, with a header row.</summary>
internal sealed class CsvWriter(StreamNames names) : IFeedWriter
{
    public TimelineFormat Format => TimelineFormat.Csv;

    public Task WriteAsync(WholeTimeline timeline, FeedAddress address, PipeWriter output, CancellationToken cancel) =>
        EntryTable.WriteAsync(
            timeline, () => Task.FromResult<ITableFile>(new CsvFile(output, timeline.Language)), names, cancel);
}
