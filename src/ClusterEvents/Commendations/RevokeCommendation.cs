using System.ComponentModel.DataAnnotations;
using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Commendations;

/// <summary>A commendation was revoked by a decision. That it was awarded stays on record.</summary>
/// <param name="Award">The commendation, whose stream the revocation is added to; its route names it.</param>
/// <param name="DecisionNumber">The number of the decision that revokes it.</param>
/// <param name="Reason">Why.</param>
public sealed record CommendationRevoked(
    [OwnStream] StreamKey Award, [MaxLength(100)] string DecisionNumber, string Reason)
    : Activity, INamesItsStream, IChecked
{
    // Written out, so that it is no field of the event.
    (string Field, StreamKey Key) INamesItsStream.Itself => ("award", Award);

    public IEnumerable<(string Field, string Fault)> Faults()
    {
        if (Award.Kind != StreamKinds.Commendation)
            yield return ("award", "must be a commendation's key such as `commendation/0198…`");
    }
}

public static class RevokeCommendation
{
    public static readonly ActivityType Type = ActivityType.Of<CommendationRevoked, Commendation>(
        Opening.Never, Reach.CitiesAndCampaigns, Validate, Word);

    [WolverinePost("/v1/commendations/{id}/revocation")]
    public static Task<IResult> Post(string id, HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type, ("award", new StreamKey(StreamKinds.Commendation, id)));

    private static IEnumerable<Refusal> Validate(CommendationRevoked revoked, Commendation? commendation, Known known)
    {
        if (commendation?.Revoked is not null)
            yield return Refusal.Rule("commendation-revoked",
                "The revocation of this commendation is on record. If it is wrong, correct or retract that entry.");
    }

    private static Wording Word(CommendationRevoked revoked, Language language) => new(
        language.In("Thu hồi khen thưởng", "Commendation revoked"),
        Words.Line(
            language.In($"Quyết định số {revoked.DecisionNumber}", $"Decision {revoked.DecisionNumber}"),
            revoked.Reason));
}
