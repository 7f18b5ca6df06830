using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Ceremonies;

/// <summary>Flowers were offered at a memorial. It happened; nothing here plans it.</summary>
/// <param name="Honouree">Whom the tribute honours.</param>
/// <param name="Place">Where it was paid.</param>
/// <param name="Participants">The member cities that took part.</param>
/// <param name="RelatedTo">The meeting or other stream that it belongs to.</param>
public sealed record FlowersOffered(
    string Honouree, string Place, [Member] IReadOnlyList<CityId> Participants, StreamKey? RelatedTo) : Activity;

public static class OfferFlowers
{
    public static readonly ActivityType Type = ActivityType.Of<FlowersOffered, Ceremony>(
        Opening.Maybe, Reach.CitiesAndCampaigns, Tribute.Validate, Word);

    [WolverinePost("/v1/ceremonies/flowers")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static Wording Word(FlowersOffered flowers, Language language) => new(
        language.In($"Dâng hoa tưởng nhớ {flowers.Honouree}", $"Flowers offered: {flowers.Honouree}"), flowers.Place);
}
