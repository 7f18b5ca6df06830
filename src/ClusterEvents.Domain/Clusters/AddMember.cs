using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Clusters;

/// <summary>
/// A unit, and with it its city, became a member. With precision OnOrBefore the membership counts from that day: an
/// activity on an earlier day needs an earlier membership on record.
/// </summary>
/// <param name="Unit">The member unit, such as a city's police.</param>
/// <param name="CityId">The city that it represents.</param>
/// <param name="EffectiveOn">The first day as a member.</param>
/// <param name="Basis">The decision behind it.</param>
public sealed record MemberJoined(
    [City(CityRole.Acts)] Organisation Unit, [City(CityRole.Acts)] CityId CityId, DateOnly EffectiveOn, string? Basis)
    : Activity, IChangesMembership, ITakesEffect, IGivesWay, IChecked
{
    DateOnly? ITakesEffect.EffectiveOn => EffectiveOn;

    public IEnumerable<(string Field, Fault Fault)> Errors() => Membership.UnitErrors(Unit, CityId);

    // A membership is continued from an earlier day, and begins only once on the same one.
    bool IGivesWay.GivesWayTo(Activity earlier) =>
        earlier is MemberJoined joined && joined.EffectiveOn < EffectiveOn;
}

public static class AddMember
{
    public static readonly ActivityType Type = ActivityType.Of<MemberJoined, Cluster>(
        nameof(AddMember), "/v1/clusters/{id}/members", ("Đơn vị vào cụm", "Member joined"),
        Opens.Never, Reach.CitiesOnly, Right.OwnPart, Validate, Describe,
        ruleCodes: ["already-a-member"]);

    private static IEnumerable<Rejection> Validate(MemberJoined joined, Cluster? cluster, DecisionContext context)
    {
        var membership = cluster?.MembershipOf(joined.CityId, joined.EffectiveOn);
        if (membership?.Includes(joined.EffectiveOn) == true)
            yield return Rejection.Rule(new Fault("already-a-member",
                ("city", joined.CityId), ("day", joined.EffectiveOn), ("since", membership.From)), "effectiveOn");
    }

    private static DisplayText Describe(MemberJoined joined, Language language)
    {
        var day = language.In(joined.EffectiveOn);
        return new(
            language.In($"{joined.Unit.Name} tham gia Cụm thi đua", $"{joined.Unit.Name} joined the cluster"),
            DisplayFormat.Line(joined.Precision == Precision.OnOrBefore
                ? language.In($"Muộn nhất từ ngày {day}", $"On or before {day}")
                : language.In($"Từ ngày {day}", $"From {day}"), joined.Basis));
    }
}
