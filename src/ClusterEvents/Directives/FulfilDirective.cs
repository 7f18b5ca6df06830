using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Directives;

/// <summary>An addressee did what a directive asked for. Whether it was late follows from the due day.</summary>
/// <param name="City">The addressee.</param>
/// <param name="Evidence">What shows it, such as a report's number.</param>
public sealed record DirectiveFulfilled(CityId City, string Evidence) : Activity;

public static class FulfilDirective
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveFulfilled, Directive>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/directives/{id}/fulfilments")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(DirectiveFulfilled fulfilled, Directive? directive, Known known)
    {
        if (FollowUp.ClosedFor(fulfilled.City, directive) is { } closed) yield return closed;
    }

    private static Wording Word(DirectiveFulfilled fulfilled, Language language) => new(
        language.In("Hoàn thành chỉ đạo", "Directive fulfilled"),
        Words.Line(fulfilled.City.Value, fulfilled.Evidence));
}
