using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Directives;

/// <summary>An addressee fulfilled a directive. Whether it was late follows from the due day.</summary>
/// <param name="City">The addressee.</param>
/// <param name="Evidence">The evidence, such as the number of a report.</param>
public sealed record DirectiveFulfilled(
    [City(CityRole.Acts)] CityId City, [Personal(PersonalKind.Text)] string Evidence) : Activity;

public static class FulfilDirective
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveFulfilled, Directive>(
        nameof(FulfilDirective), "/v1/directives/{id}/fulfilments", ("Hoàn thành chỉ đạo", "Directive fulfilled"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.OwnPart, Validate, Describe,
        ruleCodes: FollowUp.CodesForAddressee);

    private static IEnumerable<Rejection> Validate(
        DirectiveFulfilled fulfilled, Directive? directive, DecisionContext context)
    {
        if (FollowUp.ClosedFor(fulfilled.City, directive, fulfilled) is { } closed) yield return closed;
    }

    private static DisplayText Describe(DirectiveFulfilled fulfilled, Language language) => new(
        language.In("Hoàn thành chỉ đạo ", "Directive fulfilled: ") + NameReference.ToOwnStream(),
        DisplayFormat.Line(NameReference.To(fulfilled.City), fulfilled.Evidence));
}
