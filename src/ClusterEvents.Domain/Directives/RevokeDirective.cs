using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Directives;

/// <summary>A directive was revoked and no longer obliges anyone. It stays on record as issued.</summary>
/// <param name="Reason">Why.</param>
/// <param name="DocumentRef">A reference to the document that revokes it.</param>
public sealed record DirectiveRevoked([Personal(PersonalKind.Text)] string Reason, string? DocumentRef)
    : Activity, IConcernsWholeStream;

public static class RevokeDirective
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveRevoked, Directive>(
        nameof(RevokeDirective), "/v1/directives/{id}/revocation", ("Thu hồi chỉ đạo", "Directive revoked"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.Whole, Validate, Describe,
        ruleCodes: FollowUp.CodesForWhole);

    private static IEnumerable<Rejection> Validate(
        DirectiveRevoked revoked, Directive? directive, DecisionContext context)
    {
        if (FollowUp.Closed(directive, revoked) is { } closed) yield return closed;
    }

    private static DisplayText Describe(DirectiveRevoked revoked, Language language) => new(
        language.In("Thu hồi chỉ đạo ", "Directive revoked: ") + NameReference.ToOwnStream(),
        DisplayFormat.Line(revoked.Reason, revoked.DocumentRef));
}
