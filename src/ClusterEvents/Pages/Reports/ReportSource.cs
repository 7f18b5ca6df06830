using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Summaries;
using ClusterEvents.Views;
using ClusterEvents.Views.Tables;

namespace ClusterEvents.Pages.Reports;

/// <summary>What a report is written from, all of it at one position.</summary>
/// <param name="Timeline">The timeline of the city, campaign or cluster.</param>
/// <param name="Title">Its title.</param>
/// <param name="Period">The period.</param>
/// <param name="Cluster">The cluster on the last day; null if none is on record.</param>
/// <param name="Campaign">The campaign; null for others.</param>
/// <param name="Summary">The counts of the period.</param>
/// <param name="Entries">The entries of the period, oldest first.</param>
/// <param name="Targets">The targets that ran in the period.</param>
/// <param name="Directives">The directives that were issued in the period, or still open from before.</param>
/// <param name="Commendations">The commendations of the period.</param>
/// <param name="Names">The names of cities, campaigns and clusters.</param>
internal sealed record ReportSource(
    StreamKey Timeline, string Title, ReportPeriod Period, ClusterView? Cluster, CampaignView? Campaign,
    TimelineSummary Summary, IReadOnlyList<FeedEntry> Entries, IReadOnlyList<TargetView> Targets,
    IReadOnlyList<DirectiveView> Directives, IReadOnlyList<CommendationView> Commendations, Naming Names)
{
    public Language Language => Names.Language;

    /// <summary>The city of the timeline; null for campaigns and clusters.</summary>
    public CityId? City => Timeline.Kind == StreamKinds.City ? new(Timeline.Id) : null;

    /// <summary>
    /// Who reports: the unit of the city, the cluster, or who launched the campaign; null if not on record.
    /// </summary>
    public string? Agency => City is not null ? Member?.Unit : Cluster?.Name ?? Campaign?.Launcher.Name;

    /// <summary>The membership of the city in the cluster; null for others, and if it is no member.</summary>
    public MemberView? Member => City is { } city ? Cluster?.Members.FirstOrDefault(one => one.CityId == city) : null;
}
