using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Campaigns;

/// <summary>A cluster set what comes first in a campaign. It obliges nobody by itself: that is a directive.</summary>
/// <param name="Items">The priorities, in their order.</param>
/// <param name="Horizon">The time they are for, in words.</param>
public sealed record PrioritiesSet(IReadOnlyList<string> Items, string Horizon) : Activity;

public static class SetPriorities
{
    public static readonly ActivityType Type = ActivityType.Of<PrioritiesSet, Campaign>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/campaigns/{id}/priorities")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(PrioritiesSet priorities, Campaign? campaign, Known known) => [];

    private static Wording Word(PrioritiesSet priorities, Language language) => new(
        language.In("Xác định nhiệm vụ trọng tâm", "Priorities set"),
        Words.Line([priorities.Horizon, .. priorities.Items]));
}
