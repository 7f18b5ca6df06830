using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Ceremonies;

/// <summary>Incense was offered at a memorial.</summary>
/// <param name="Honouree">Whom the tribute honours.</param>
/// <param name="Place">Where it was paid.</param>
/// <param name="Participants">The member cities that took part.</param>
/// <param name="RelatedTo">The meeting or other stream that it belongs to.</param>
public sealed record IncenseOffered(
    string Honouree, string Place, [City(CityRole.Acts)] IReadOnlyList<CityId> Participants, StreamKey? RelatedTo)
    : Activity, IAccompanies;

public static class OfferIncense
{
    public static readonly ActivityType Type = ActivityType.Of<IncenseOffered, Ceremony>(
        nameof(OfferIncense), "/v1/ceremonies/incense", ("Dâng hương", "Incense offered"),
        Opens.Maybe, Reach.CitiesAndCampaigns, Right.EachCity, Tribute.Validate, Describe,
        takesGuests: true);

    private static DisplayText Describe(IncenseOffered incense, Language language) => new(
        language.In($"Dâng hương tưởng nhớ {incense.Honouree}", $"Incense offered: {incense.Honouree}"), incense.Place);
}
