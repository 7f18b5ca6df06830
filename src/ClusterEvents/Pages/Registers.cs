using System.Collections.Concurrent;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Views;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Pages;

/// <summary>The registers of cities, campaigns and clusters, as pages name and list them.</summary>
public sealed class Registers(
    RegistryQuery registry, CityMergers mergers, EventCatalogue catalogue, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, string> _lastNames = new(StringComparer.Ordinal);

    /// <summary>
    /// The name by which a city or a campaign was listed last, for a page that cannot ask the store; null if it was
    /// not.
    /// </summary>
    public string? LastName(string key) => _lastNames.GetValueOrDefault(key);

    public async Task<IReadOnlyList<CityView>> CitiesAsync(KnownAt? known, CancellationToken cancel)
    {
        CityView[] cities = [.. ReadCities.View(await registry.ListAsync<CityRegistered>(
            RegisterCity.Type, city => city.Name, known, cancel), time.Today())];
        if (known is null) foreach (var city in cities) _lastNames[city.CityId] = city.Name;
        return cities;
    }

    public async Task<IReadOnlyList<CampaignView>> CampaignsAsync(KnownAt? known, CancellationToken cancel)
    {
        CampaignView[] campaigns = [.. (await registry.ListAsync<CampaignLaunched>(
            LaunchCampaign.Type, campaign => campaign.Name, known, cancel)).Select(ReadCampaigns.View)];
        if (known is null) foreach (var campaign in campaigns) _lastNames[campaign.CampaignId] = campaign.Name;
        return campaigns;
    }

    public async Task<CampaignView?> CampaignAsync(string id, KnownAt? known, CancellationToken cancel) =>
        await registry.FindAsync<CampaignLaunched>(new(StreamKinds.Campaign, id), known, cancel)
            is { } found ? ReadCampaigns.View(found) : null;

    /// <summary>The clusters as they were on a day, by name.</summary>
    public async Task<IReadOnlyList<ClusterView>> ClustersAsync(
        DateOnly on, KnownAt? known, CancellationToken cancel)
    {
        var found = await registry.ListAsync<ClusterEstablished>(
            EstablishCluster.Type, cluster => cluster.Name, known, cancel);
        var gone = await mergers.GoneAsync(
            found.Select(cluster => cluster.Stream.State).OfType<Cluster>().SelectMany(cluster => cluster.Cities),
            known, cancel);
        return [.. found.Where(cluster => cluster.Stream.State is Cluster).Select(cluster => View(cluster, gone, on))];
    }

    /// <summary>A cluster as it was on a day; null if it is not on record.</summary>
    public async Task<ClusterView?> ClusterAsync(string id, DateOnly on, KnownAt? known, CancellationToken cancel) =>
        await registry.FindAsync<ClusterEstablished>(new(StreamKinds.Cluster, id), known, cancel)
            is { Stream.State: Cluster cluster } found
            ? View(found, await mergers.GoneAsync(cluster.Cities, known, cancel), on) : null;

    /// <summary>The names of all cities by key.</summary>
    public async Task<IReadOnlyDictionary<string, string>> CityNamesAsync(KnownAt? known, CancellationToken cancel) =>
        (await CitiesAsync(known, cancel)).ToDictionary(city => city.CityId, city => city.Name, StringComparer.Ordinal);

    private ClusterView View(
        RegisteredStream<ClusterEstablished> cluster, Func<CityId, DateOnly, bool> gone, DateOnly on) =>
        ClusterView.Of(cluster.Key.Id, (Cluster)cluster.Stream.State!,
            [.. catalogue.InOrder(cluster.Stream.Entries).Select(entry => entry.Activity)], gone, on);
}
