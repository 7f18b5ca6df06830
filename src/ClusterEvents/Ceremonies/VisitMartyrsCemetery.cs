using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Ceremonies;

/// <summary>Tribute was paid at a cemetery of martyrs. It happened; nothing here plans it.</summary>
/// <param name="Honouree">Whom the visit honours.</param>
/// <param name="Place">The cemetery.</param>
/// <param name="Participants">The member cities that took part.</param>
/// <param name="RelatedTo">The meeting or other stream that it belongs to.</param>
public sealed record MartyrsCemeteryVisited(
    string Honouree, string Place, [Member] IReadOnlyList<CityId> Participants, StreamKey? RelatedTo) : Activity;

public static class VisitMartyrsCemetery
{
    public static readonly ActivityType Type = ActivityType.Of<MartyrsCemeteryVisited, Ceremony>(
        Opening.Maybe, Reach.CitiesAndCampaigns, Tribute.Validate, Word);

    [WolverinePost("/v1/ceremonies/martyrs-cemetery-visits")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static Wording Word(MartyrsCemeteryVisited visit, Language language) => new(
        language.In(
            $"Viếng nghĩa trang liệt sĩ, tưởng nhớ {visit.Honouree}", $"Martyrs' cemetery visited: {visit.Honouree}"),
        visit.Place);
}
