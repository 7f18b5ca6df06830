using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Ceremonies;

/// <summary>Incense was offered at a memorial. It happened; nothing here plans it.</summary>
/// <param name="Honouree">Whom the tribute honours.</param>
/// <param name="Place">Where it was paid.</param>
/// <param name="Participants">The member cities that took part.</param>
/// <param name="RelatedTo">The meeting or other stream that it belongs to.</param>
public sealed record IncenseOffered(
    string Honouree, string Place, [Member] IReadOnlyList<CityId> Participants, StreamKey? RelatedTo) : Activity;

public static class OfferIncense
{
    public static readonly ActivityType Type = ActivityType.Of<IncenseOffered, Ceremony>(
        Opening.Maybe, Reach.CitiesAndCampaigns, Tribute.Validate, Word);

    [WolverinePost("/v1/ceremonies/incense")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static Wording Word(IncenseOffered incense, Language language) => new(
        language.In($"Dâng hương tưởng nhớ {incense.Honouree}", $"Incense offered: {incense.Honouree}"), incense.Place);
}
