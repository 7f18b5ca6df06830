using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Timelines;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Summaries;
using ClusterEvents.TransparencyLog;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;
using ClusterEvents.Views.Tables;
using Npgsql;

namespace ClusterEvents.Pages.Reports;

/// <summary>Reads the report of a period, with the readers of timelines and lists, at one position.</summary>
public sealed class PeriodReports(
    SummaryReader summaries, StreamViews lists, CityMergers mergers, Registers registers, StreamNames names,
    SealedLog log, PointInTimeResolver moments, NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>
    /// The number of entries, directives and the like that a report lists; it says so if there are more.
    /// </summary>
    public const int Most = 1_000;

    private const int RootShown = 12;

    /// <summary>The report of a timeline.</summary>
    /// <param name="timeline">The timeline; its query has the period.</param>
    /// <param name="site">Scheme, host and base path; empty if the host is not known.</param>
    /// <param name="cancel">Cancels reading.</param>
    internal async Task<PeriodReport> ReadAsync(WholeTimeline timeline, string site, CancellationToken cancel)
    {
        var period = ReportPeriod.Of(timeline.Query.From, timeline.Query.To, time.Today());
        var source = await SourceAsync(timeline, period, cancel);
        var checkpoint = await log.NewestAsync(cancel);
        var root = checkpoint is not null && SignedNote.TryParse(checkpoint.Note, out var note)
            && Checkpoint.TryParse(note.Text, out var signed) ? signed.Root.ToBase64()[..RootShown] : null;
        var address = $"{site}/{PageContext.CodeOf(timeline.Language)}{PathOf(timeline.Query.Timeline)}"
            + $"?{period.Query}&knownAt={timeline.Known.Position}";
        return ReportText.Of(source, new(
            address, timeline.Known.Position, await moments.RecordedAsync(timeline.Known.Position, cancel),
            checkpoint?.Size, root, source.Entries.Any(entry => entry.Activity.Assertion == Assertion.Inferred)));
    }

    /// <summary>The address of the report of a timeline, below the language.</summary>
    public static string PathOf(StreamKey timeline) =>
        $"/reports{TimelineModel.DataOf(timeline)["/v1/timelines".Length..]}";

    private async Task<ReportSource> SourceAsync(
        WholeTimeline timeline, ReportPeriod period, CancellationToken cancel)
    {
        var known = timeline.Known;
        var query = timeline.Query with { From = period.From, To = period.To, Ascending = true };
        var campaign = query.Timeline.Kind == StreamKinds.Campaign
            ? await registers.CampaignAsync(query.Timeline.Id, known, cancel) : null;
        var summary = await summaries.ReadAsync(query, timeline.Language, cancel)
            ?? throw new InvalidOperationException($"{query.Timeline} is not projected any more.");
        return new(query.Timeline, timeline.Title, period,
            await ClusterAsync(query.Timeline, campaign, period.To, known, cancel), campaign, summary,
            await EntriesAsync(timeline, query, cancel), await TargetsAsync(query.Timeline, period, known, cancel),
            await DirectivesAsync(query.Timeline, period, known, cancel),
            await CommendationsAsync(query.Timeline, period, known, cancel),
            await Naming.ReadAsync(names, database, known, timeline.Language, cancel));
    }

    private async Task<ClusterView?> ClusterAsync(
        StreamKey timeline, CampaignView? campaign, DateOnly on, KnownAt known, CancellationToken cancel) =>
        timeline.Kind switch
        {
            StreamKinds.Cluster => await registers.ClusterAsync(timeline.Id, on, known, cancel),
            StreamKinds.City => (await registers.ClustersAsync(on, known, cancel)).FirstOrDefault(
                cluster => cluster.Members.Any(member => member.CityId.Value == timeline.Id)),
            _ => campaign?.ClusterId is { } id ? await registers.ClusterAsync(id, on, known, cancel) : null,
        };

    private static async Task<IReadOnlyList<FeedEntry>> EntriesAsync(
        WholeTimeline timeline, ClusterEvents.Timelines.Pages.TimelineQuery query, CancellationToken cancel)
    {
        var entries = new List<FeedEntry>();
        for (var at = query; at is not null && entries.Count < Most;)
        {
            var (page, next) = await timeline.PageAsync(at, cancel);
            entries.AddRange(page);
            at = next;
        }

        return [.. entries.Take(Most)];
    }

    private async Task<IReadOnlyList<TargetView>> TargetsAsync(
        StreamKey timeline, ReportPeriod period, KnownAt known, CancellationToken cancel)
    {
        var found = new List<TargetView>();
        var asked = new TargetsQuery { To = period.To, KnownAt = known };
        await foreach (var page in lists.WholeAsync(Of(timeline, asked), cancel))
        {
            found.AddRange((await ReadTargets.ViewAsync(page, database, mergers, known, cancel)).Where(target =>
                target.SetOn >= period.From
                || target.Cities.Any(city => city.EndedOn is null || city.EndedOn >= period.From)));
            if (found.Count > Most) break;
        }

        return found;
    }

    private async Task<IReadOnlyList<DirectiveView>> DirectivesAsync(
        StreamKey timeline, ReportPeriod period, KnownAt known, CancellationToken cancel)
    {
        var found = new List<DirectiveView>();
        DirectivesQuery[] asked =
        [
            new() { From = period.From, To = period.To, KnownAt = known },
            new() { To = period.From.AddDays(-1), Status = "open", KnownAt = known },
        ];
        foreach (var query in asked)
            await foreach (var page in lists.WholeAsync(Of(timeline, query), cancel))
            {
                found.AddRange(await ReadDirectives.ViewAsync(page, mergers, known, cancel));
                if (found.Count > Most) break;
            }

        return found;
    }

    private async Task<IReadOnlyList<CommendationView>> CommendationsAsync(
        StreamKey timeline, ReportPeriod period, KnownAt known, CancellationToken cancel)
    {
        var found = new List<CommendationView>();
        var asked = new CommendationsQuery { From = period.From, To = period.To, KnownAt = known };
        await foreach (var page in lists.WholeAsync(Of(timeline, asked), cancel))
        {
            found.AddRange(page.Select(ReadCommendations.View));
            if (found.Count > Most) break;
        }

        return found;
    }

    private static PageRequest Of(StreamKey timeline, PageRequest list) => timeline.Kind switch
    {
        StreamKinds.City => list with { City = new CityId(timeline.Id) },
        StreamKinds.Campaign => list with { Campaign = timeline.Id },
        _ => list with { Cluster = timeline.Id },
    };
}
