using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Evaluations;

/// <summary>One member unit inspected another (kiểm tra chéo). What it found is scored apart.</summary>
/// <param name="Inspector">The city whose unit inspected.</param>
/// <param name="Inspected">The city whose unit was inspected.</param>
public sealed record CrossInspectionConducted([Member] CityId Inspector, [Member] CityId Inspected)
    : Activity, IConcernsCities
{
    // Written out, so that it is no field of the event.
    IReadOnlyList<CityId> IConcernsCities.Cities => [Inspector, Inspected];
}

public static class ConductCrossInspection
{
    public static readonly ActivityType Type = ActivityType.Of<CrossInspectionConducted, Evaluation>(
        Opening.Maybe, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/evaluations/cross-inspections")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(
        CrossInspectionConducted inspection, Evaluation? evaluation, Known known)
    {
        if (inspection.Inspector == inspection.Inspected)
            yield return Refusal.Rule("inspector-is-inspected",
                $"`{inspection.Inspector}` cannot inspect itself. Name another unit.", "inspected");
    }

    private static Wording Word(CrossInspectionConducted inspection, Language language) => new(
        language.In("Kiểm tra chéo", "Cross-inspection"), $"{inspection.Inspector} → {inspection.Inspected}");
}
