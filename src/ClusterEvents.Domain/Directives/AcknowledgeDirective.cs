using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Directives;

/// <summary>An addressee acknowledged receipt of a directive.</summary>
/// <param name="City">The addressee.</param>
/// <param name="By">The official who acknowledged, with the rank and post held that day.</param>
public sealed record DirectiveAcknowledged([City(CityRole.Acts)] CityId City, Person By) : Activity;

public static class AcknowledgeDirective
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveAcknowledged, Directive>(
        nameof(AcknowledgeDirective), "/v1/directives/{id}/acknowledgements",
        ("Tiếp nhận chỉ đạo", "Directive acknowledged"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.OwnPart, Validate, Describe,
        ruleCodes: [.. FollowUp.CodesForAddressee, "already-acknowledged"]);

    private static IEnumerable<Rejection> Validate(
        DirectiveAcknowledged acknowledged, Directive? directive, DecisionContext context)
    {
        if (directive?.Of(acknowledged.City) is { Acknowledged: true, AcknowledgedOn: var day })
            yield return Rejection.Rule(
                new Fault("already-acknowledged", ("city", acknowledged.City), ("day", day)), "city");
        else if (FollowUp.ClosedFor(acknowledged.City, directive, acknowledged) is { } closed) yield return closed;
    }

    // The title does not contain the name, so that an erasure need not change titles.
    private static DisplayText Describe(DirectiveAcknowledged acknowledged, Language language) => new(
        language.In("Tiếp nhận chỉ đạo ", "Directive acknowledged: ") + NameReference.ToOwnStream(),
        DisplayFormat.Line(NameReference.To(acknowledged.City), acknowledged.By.Full()));
}
