using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Clusters;

/// <summary>A unit, and with it its city, ceased to be a member. Its open obligations remain.</summary>
/// <param name="Unit">The unit that left.</param>
/// <param name="CityId">The city that it represents.</param>
/// <param name="EffectiveOn">The first day after the membership.</param>
/// <param name="Basis">The decision behind it.</param>
public sealed record MemberLeft(
    [City(CityRole.Acts)] Organisation Unit, [City(CityRole.Acts)] CityId CityId, DateOnly EffectiveOn, string? Basis)
    : Activity, IChangesMembership, ITakesEffect, IEnds, IChecked
{
    DateOnly? ITakesEffect.EffectiveOn => EffectiveOn;

    DateOnly? IEnds.EndedFrom => EffectiveOn;

    IEnumerable<StreamKey> IEnds.EndedOn(StreamKey own) => [CityId.Stream];

    public IEnumerable<(string Field, Fault Fault)> Errors() => Membership.UnitErrors(Unit, CityId);
}

public static class RemoveMember
{
    public static readonly ActivityType Type = ActivityType.Of<MemberLeft, Cluster>(
        nameof(RemoveMember), "/v1/clusters/{id}/departures", ("Đơn vị rời cụm", "Member left"),
        Opens.Never, Reach.CitiesOnly, Right.OwnPart, Validate, Describe);

    private static IEnumerable<Rejection> Validate(MemberLeft left, Cluster? cluster, DecisionContext context)
    {
        var (city, day) = (left.CityId, left.EffectiveOn);
        var membership = cluster?.MembershipOf(city, day);
        if (membership is null || membership.From == day)
            yield return Rejection.Rule("city-not-a-member",
                new Fault("not-joined-before", ("day", day), ("city", city)), "effectiveOn");
        else if (membership.Until <= day)
            yield return Rejection.Rule("city-not-a-member",
                new Fault("left-before", ("city", city), ("until", membership.Until), ("day", day)), "effectiveOn");
    }

    private static DisplayText Describe(MemberLeft left, Language language) => new(
        language.In($"{left.Unit.Name} thôi tham gia Cụm thi đua", $"{left.Unit.Name} left the cluster"),
        DisplayFormat.Line(
            language.In($"Từ ngày {language.In(left.EffectiveOn)}", $"From {language.In(left.EffectiveOn)}"),
            left.Basis));
}
