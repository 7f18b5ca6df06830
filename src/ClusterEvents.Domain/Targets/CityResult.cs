using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Targets;

/// <summary>Rules and wording shared by the results of one city's target.</summary>
internal static class CityResult
{
    /// <summary>The rejection if this city's target accepts no further results; null while it is open.</summary>
    public static Rejection? ClosedFor(CityId city, Target? target) =>
        target is null ? null
        : target.Of(city) is not { } one ? NotSetFor(city, target)
        : one.Status switch
        {
            TargetStatus.Met => Rejection.Rule("target-met",
                $"`{city}` has already met the target. Revise the target, or correct that entry.", "city"),
            TargetStatus.Missed => Rejection.Rule("target-missed",
                $"`{city}` has already missed the target. Revise the target, or correct that entry.", "city"),
            _ => null,
        };

    /// <summary>The line of a timeline entry that says what a city reached.</summary>
    public static string Line(CityId city, decimal value, Language language) => DisplayFormat.Line(
        city.Value, language.In($"Kết quả: {language.In(value)}", $"Result: {language.In(value)}"));

    public static Rejection NotSetFor(CityId city, Target target) => Rejection.Rule("target-not-set-for-city",
        $"The target is not set for `{city}`. It is set for {string.Join(", ", target.Cities.Select(of => of.City))}.",
        "city");
}
