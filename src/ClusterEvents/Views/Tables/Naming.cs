using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Feeds;
using Npgsql;

namespace ClusterEvents.Views.Tables;

/// <summary>The names of all cities, campaigns and clusters at a point in time, in a language.</summary>
internal sealed record Naming(Language Language, IReadOnlyDictionary<StreamKey, string> Names)
{
    private static readonly string[] Registrations =
    [
        .. new[] { RegisterCity.Type, LaunchCampaign.Type, EstablishCluster.Type }
            .SelectMany(type => type.Shapes).Select(shape => shape.StoredName),
    ];

    public static async Task<Naming> ReadAsync(
        StreamNames names, NpgsqlDataSource database, KnownAt known, Language language, CancellationToken cancel)
    {
        var found = new Dictionary<StreamKey, string>();
        await names.AddAsync(
            found, await StreamKeyQueries.WithTypesAsync(database, Registrations, cancel), known, cancel);
        return new(language, found);
    }

    public string In(string vietnamese, string english) => Language.In(vietnamese, english);

    public string City(CityId city) => Names.GetValueOrDefault(city.Stream) ?? city.Value;

    public string? City(CityId? city) => city is { } one ? City(one) : null;

    public string Cities(IEnumerable<CityId> cities) => string.Join("; ", cities.Select(City));

    public string Campaign(string id) => Names.GetValueOrDefault(new(StreamKinds.Campaign, id)) ?? id;

    public string Campaigns(IEnumerable<string> ids) => string.Join("; ", ids.Select(Campaign));

    public string? Cluster(string? id) =>
        id is null ? null : Names.GetValueOrDefault(new(StreamKinds.Cluster, id)) ?? id;

    /// <summary>The name of a choice of a field.</summary>
    public string? Choice(Enum? choice) => choice is null ? null : ChoiceNames.Of(Language, choice.ToString());

    public string YesNo(bool yes) => Language.YesNo(yes);
}
