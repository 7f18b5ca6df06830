using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Entries;

/// <summary>
/// The key of a timeline: the stream key of its city or campaign edition, such as <c>city/can-tho</c>.
/// </summary>
public static class TimelineKey
{
    public static StreamKey OfCity(CityId city) => city.Stream;

    public static StreamKey OfCampaign(string campaignId) => new(StreamKinds.Campaign, campaignId);

    /// <summary>The timelines that show an activity, each once.</summary>
    public static IEnumerable<StreamKey> Showing(ActivityType type, Activity activity)
    {
        if (type.Reach == Reach.RegistryOnly) return [];
        var cities = (activity.CityIds ?? []).Concat(activity.GuestCityIds ?? []).Select(OfCity);
        return type.Reach == Reach.CitiesOnly ? cities.Distinct()
            : cities.Concat((activity.CampaignIds ?? []).Select(OfCampaign)).Distinct();
    }
}
