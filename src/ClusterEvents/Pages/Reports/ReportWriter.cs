using System.IO.Pipelines;
using ClusterEvents.Timelines.Feeds;

namespace ClusterEvents.Pages.Reports;

/// <summary>Writes the report of a period of a timeline as a Word document.</summary>
internal sealed class ReportWriter(PeriodReports reports) : IFeedWriter
{
    public TimelineFormat Format => TimelineFormat.Report;

    public async Task WriteAsync(
        WholeTimeline timeline, FeedAddress address, PipeWriter output, CancellationToken cancel)
    {
        var report = await reports.ReadAsync(timeline, address.Site, cancel);
        using var word = new MemoryStream();
        WordReport.Write(report, word);
        await output.WriteAsync(word.GetBuffer().AsMemory(0, (int)word.Length), cancel);
    }
}
