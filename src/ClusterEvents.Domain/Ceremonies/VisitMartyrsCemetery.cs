using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Ceremonies;

/// <summary>Tribute was paid at a cemetery of martyrs.</summary>
/// <param name="Honouree">Whom the visit honours.</param>
/// <param name="Place">The cemetery.</param>
/// <param name="Participants">The member cities that took part.</param>
/// <param name="RelatedTo">The meeting or other stream that it belongs to.</param>
public sealed record MartyrsCemeteryVisited(
    string Honouree, string Place, [City(CityRole.Acts)] IReadOnlyList<CityId> Participants, StreamKey? RelatedTo)
    : Activity, IAccompanies;

public static class VisitMartyrsCemetery
{
    public static readonly ActivityType Type = ActivityType.Of<MartyrsCemeteryVisited, Ceremony>(
        nameof(VisitMartyrsCemetery), "/v1/ceremonies/martyrs-cemetery-visits",
        ("Viếng nghĩa trang liệt sĩ", "Martyrs' cemetery visited"),
        Opens.Maybe, Reach.CitiesAndCampaigns, Right.EachCity, Tribute.Validate, Describe,
        takesGuests: true);

    private static DisplayText Describe(MartyrsCemeteryVisited visit, Language language) => new(
        language.In(
            $"Viếng nghĩa trang liệt sĩ, tưởng nhớ {visit.Honouree}", $"Martyrs' cemetery visited: {visit.Honouree}"),
        visit.Place);
}
