using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Directives;

/// <summary>An addressee acknowledged a directive. It says that it has it, not that anything was done.</summary>
/// <param name="City">The addressee.</param>
/// <param name="By">The official who acknowledged, with the rank and post held that day.</param>
public sealed record DirectiveAcknowledged(CityId City, Person By) : Activity;

public static class AcknowledgeDirective
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveAcknowledged, Directive>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/directives/{id}/acknowledgements")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(
        DirectiveAcknowledged acknowledged, Directive? directive, Known known)
    {
        if (FollowUp.ClosedFor(acknowledged.City, directive) is { } closed) yield return closed;
        else if (directive?.Of(acknowledged.City) is { Acknowledged: true })
            yield return Refusal.Rule("already-acknowledged",
                $"`{acknowledged.City}` has acknowledged the directive. Correct that entry if it is wrong.", "city");
    }

    // The name stays out of the title, so that a title never says more than an erasure leaves.
    private static Wording Word(DirectiveAcknowledged acknowledged, Language language) => new(
        language.In("Tiếp nhận chỉ đạo", "Directive acknowledged"),
        Words.Line(acknowledged.City.Value, acknowledged.By.Full()));
}
