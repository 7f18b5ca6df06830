using System.IO.Pipelines;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>Writes whole timelines in one format.</summary>
public interface IFeedWriter
{
    TimelineFormat Format { get; }

    /// <summary>
    /// Writes the timeline while it is read, and flushes after each page. Nothing is written before the first page was
    /// read, so that its failure is still answered as such.
    /// </summary>
    Task WriteAsync(WholeTimeline timeline, FeedAddress address, PipeWriter output, CancellationToken cancel);
}
