using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading.Written;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Exchange.Sheets.Columns;

/// <summary>The names of cities, campaigns and clusters on record, by which people call them in a sheet.</summary>
public sealed class NamesOnRecord(RegistryQuery registry)
{
    public async Task<SheetNames> ReadAsync(Language language, CancellationToken cancel)
    {
        var cities = await registry.ListAsync<CityRegistered>(RegisterCity.Type, city => city.Name, null, cancel);
        var campaigns = await registry.ListAsync<CampaignLaunched>(
            LaunchCampaign.Type, campaign => campaign.Name, null, cancel);
        var clusters = await registry.ListAsync<ClusterEstablished>(
            EstablishCluster.Type, cluster => cluster.Name, null, cancel);
        return new(
            new(language, new([.. cities.SelectMany(city => NamesOf(city), (city, name) => (city.Key.Id, name))]))
            {
                // Editions of one name are told apart by their year, which stands last: it is what cells offer.
                Campaigns = new([.. campaigns.SelectMany(one => new[]
                {
                    (one.Key.Id, one.OpenedBy.Name), (one.Key.Id, LaunchCampaign.Type.TimelineTitle!(one.OpenedBy)!),
                })]),
                Clusters = new([.. clusters.Select(one => (one.Key.Id, one.OpenedBy.Name))]),
            },
            [.. cities.Select(city => city.Key.Id)], [.. campaigns.Select(one => one.Key.Id)],
            [.. clusters.Select(one => one.Key.Id)]);
    }

    private static IEnumerable<string> NamesOf(RegisteredStream<CityRegistered> city) =>
        city.Stream.State is City state ? state.Names.Select(name => name.Name) : [city.OpenedBy.Name];
}

/// <summary>The names on record, and the keys in the order of names.</summary>
public sealed record SheetNames(
    WritingContext Context, IReadOnlyList<string> Cities, IReadOnlyList<string> Campaigns,
    IReadOnlyList<string> Clusters)
{
    /// <summary>The same for a sheet in another language.</summary>
    public SheetNames In(Language language) => this with { Context = Context with { Language = language } };
}
