using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Commendations;

/// <summary>A commendation was revoked by a decision. The award stays on record.</summary>
/// <param name="Award">The commendation, on whose stream the revocation is recorded; the route names it.</param>
/// <param name="DecisionNumber">The number of the decision that revokes it.</param>
/// <param name="Reason">Why.</param>
public sealed record CommendationRevoked(
    [OwnStream] StreamKey Award, [MaxLength(100)] string DecisionNumber,
    [Personal(PersonalKind.Text)] string Reason)
    : Activity, INamesItsStream, IConcernsWholeStream, IChecked
{
    // Implemented explicitly, so that it is not a field of the event.
    (string Field, StreamKey Key) INamesItsStream.Itself => ("award", Award);

    public IEnumerable<(string Field, Fault Fault)> Errors() =>
        StreamKey.Errors("award", Award, StreamKinds.Commendation);
}

public static class RevokeCommendation
{
    public static readonly ActivityType Type = ActivityType.Of<CommendationRevoked, Commendation>(
        nameof(RevokeCommendation), "/v1/commendations/{id}/revocation",
        ("Thu hồi khen thưởng", "Commendation revoked"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe,
        ruleCodes: ["commendation-revoked", "before-award"]);

    private static IEnumerable<Rejection> Validate(
        CommendationRevoked revoked, Commendation? commendation, DecisionContext context)
    {
        if (commendation?.Revoked is not null)
            yield return Rejection.Rule(new Fault("commendation-revoked", ("entry", new OwnStream())));
        if (commendation is not null && AwardCommendation.FirstDay(commendation.Awarded) is { } awarded
            && revoked.Latest() < awarded)
            yield return Rejection.Rule(
                new Fault("before-award", ("first", awarded), ("day", revoked.Latest())), "occurredOn");
    }

    private static DisplayText Describe(CommendationRevoked revoked, Language language) => new(
        language.In("Thu hồi khen thưởng: ", "Commendation revoked: ") + NameReference.ToOwnStream(),
        DisplayFormat.Line(
            language.In($"Quyết định số {revoked.DecisionNumber}", $"Decision {revoked.DecisionNumber}"),
            revoked.Reason));
}
