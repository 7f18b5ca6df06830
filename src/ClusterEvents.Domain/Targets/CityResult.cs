using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Targets;

/// <summary>What everything recorded of one city's target has in common.</summary>
internal static class CityResult
{
    /// <summary>Why nothing more is recorded of this city's target; null while it is open.</summary>
    public static Rejection? ClosedFor(CityId city, Target? target) =>
        target is null ? null
        : target.Of(city) is not { } one ? NotSetFor(city, target)
        : one.Status switch
        {
            TargetStatus.Met => Rejection.Rule("target-met",
                $"That `{city}` met the target is on record. Revise the target, or correct that entry.", "city"),
            TargetStatus.Missed => Rejection.Rule("target-missed",
                $"That `{city}` missed the target is on record. Revise the target, or correct that entry.", "city"),
            _ => null,
        };

    public static Rejection NotSetFor(CityId city, Target target) => Rejection.Rule("target-not-set-for-city",
        $"The target is not set for `{city}`. It is set for {string.Join(", ", target.Cities.Select(of => of.City))}.",
        "city");
}
