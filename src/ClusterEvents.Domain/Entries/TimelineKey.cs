using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Entries;

/// <summary>
/// The key of a timeline: the stream key of its city, campaign edition or cluster, such as <c>city/can-tho</c>.
/// </summary>
public static class TimelineKey
{
    private static readonly string Cities = Field(nameof(Activity.CityIds));
    private static readonly string Guests = Field(nameof(Activity.GuestCityIds));
    private static readonly string Campaigns = Field(nameof(Activity.CampaignIds));

    /// <summary>
    /// The timeline of the cluster that shows an activity: of all that it does as such, and that its members do as
    /// members; null if there is none.
    /// </summary>
    public static StreamKey? OfCluster(ActivityType type, Activity activity) =>
        type.Reach != Reach.RegistryOnly && activity.ClusterId is { } cluster
            ? new(StreamKinds.Cluster, cluster) : null;

    /// <summary>
    /// The timelines of cities and campaigns that show an activity, each once: those with a state hash in the log.
    /// </summary>
    public static IEnumerable<StreamKey> Showing(ActivityType type, Activity activity) =>
        Showing(type, (activity.CityIds ?? []).Concat(activity.GuestCityIds ?? []), activity.CampaignIds ?? []);

    /// <summary>Whether the log has state hashes of a timeline: clusters have none.</summary>
    public static bool HasState(StreamKey timeline) => timeline.Kind is StreamKinds.City or StreamKinds.Campaign;

    /// <summary>
    /// The same for a stored activity. Only the relevant fields of the current schema version are read; an earlier
    /// version is read as a whole.
    /// </summary>
    public static IEnumerable<StreamKey> Showing(StoredShape shape, JsonElement stored) =>
        !shape.HasCurrentFields ? Showing(shape.Type, shape.Read(stored))
        : Showing(shape.Type,
            Texts(stored, Cities).Concat(Texts(stored, Guests)).Select(city => new CityId(city)),
            Texts(stored, Campaigns));

    private static IEnumerable<StreamKey> Showing(
        ActivityType type, IEnumerable<CityId> cities, IEnumerable<string> campaigns) => type.Reach switch
        {
            Reach.RegistryOnly => [],
            Reach.CitiesOnly => cities.Select(city => city.Stream).Distinct(),
            _ => cities.Select(city => city.Stream).Concat(campaigns.Select(OfCampaign)).Distinct(),
        };

    private static StreamKey OfCampaign(string campaignId) => new(StreamKinds.Campaign, campaignId);

    private static IEnumerable<string> Texts(JsonElement activity, string field) =>
        activity.TryGetProperty(field, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(item => item.GetString()!) : [];

    private static string Field(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
