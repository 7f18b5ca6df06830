using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Timelines;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;
using Marten;

namespace ClusterEvents.Pages.Changes;

/// <summary>Reads the entry that is to be changed, from its events: what was recorded a moment ago is there.</summary>
internal sealed class ChangedEntries(
    IDocumentStore store, EventCatalogue catalogue, EntryNames names, PageEntries entries, Registers registers,
    StreamStateCache streams)
{
    /// <summary>The entry; null if there is none, or if it is a correction itself.</summary>
    public async Task<ChangedEntry?> FindAsync(string activityId, PageContext page, CancellationToken cancel)
    {
        if (!Guid.TryParse(activityId, out var id)
            || await ReadActivity.FindAsync(id, null, store, catalogue, cancel) is not { } found) return null;
        var shown = await names.NamedAsync(
            ShownEntry.Of(found, page.Language, corrections: true), page.Language, null, cancel);
        var entry = (await entries.OfAsync([shown], long.MaxValue - 1, cancel))[0];
        var stream = (await streams.ReadAsync([entry.Stream], cancel)).GetValueOrDefault(entry.Stream);
        if (stream?.Find(id) is not { } current) return null;
        var cities = await registers.CityNamesAsync(null, cancel);
        var campaigns = (await registers.CampaignsAsync(null, cancel)).ToDictionary(
            campaign => campaign.CampaignId, campaign => $"{campaign.Name} ({campaign.Period.From.Year})",
            StringComparer.Ordinal);
        var clusters = (await registers.ClustersAsync(DateOnly.MaxValue, null, cancel)).ToDictionary(
            cluster => cluster.ClusterId, cluster => cluster.Name, StringComparer.Ordinal);
        var marks = JsonSerializer.Deserialize<CorrectionMark[]>(shown.Corrections ?? "[]", RecordJson.Options)!;
        return new(entry, current, found.KnownFrom, [.. found.Timelines.Select(timeline =>
            (PageAddresses.PathOf(timeline), NameOf(timeline)))], cities)
        {
            TimelineName = NameOf,
            Last = marks is [.., var last] ? new(last.Kind, last.RecordedAt, last.RecordedBy, last.Reason ?? "") : null,
            Corrections = [.. marks.Select(mark => mark.ActivityId)],
        };

        string NameOf(StreamKey timeline) => timeline.Kind switch
        {
            StreamKinds.City => cities.GetValueOrDefault(timeline.Id),
            StreamKinds.Campaign => campaigns.GetValueOrDefault(timeline.Id),
            _ => clusters.GetValueOrDefault(timeline.Id),
        } ?? timeline.Id;
    }
}
