using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Ceremonies;

/// <summary>Flowers were offered at a memorial.</summary>
/// <param name="Honouree">Whom the tribute honours.</param>
/// <param name="Place">Where it was paid.</param>
/// <param name="Participants">The member cities that took part.</param>
/// <param name="RelatedTo">The meeting or other stream that it belongs to.</param>
public sealed record FlowersOffered(
    string Honouree, string Place, [City(CityRole.Acts)] IReadOnlyList<CityId> Participants, StreamKey? RelatedTo)
    : Activity, IAccompanies;

public static class OfferFlowers
{
    public static readonly ActivityType Type = ActivityType.Of<FlowersOffered, Ceremony>(
        nameof(OfferFlowers), "/v1/ceremonies/flowers", ("Dâng hoa", "Flowers offered"),
        Opens.Maybe, Reach.CitiesAndCampaigns, Right.EachCity, Tribute.Validate, Describe,
        takesGuests: true);

    private static DisplayText Describe(FlowersOffered flowers, Language language) => new(
        language.In($"Dâng hoa tưởng nhớ {flowers.Honouree}", $"Flowers offered: {flowers.Honouree}"), flowers.Place);
}
