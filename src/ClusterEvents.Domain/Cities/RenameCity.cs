using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Cities;

/// <summary>
/// A city got another name, as when a province becomes a city. Its key stays, and so does its history.
/// </summary>
/// <param name="Name">The new name.</param>
/// <param name="IsoCode">Its new code of ISO 3166-2; omitted if it stays the same.</param>
/// <param name="EffectiveOn">The first day of the name.</param>
/// <param name="LegalBasis">The resolution or law behind it.</param>
public sealed record CityRenamed(string Name, string? IsoCode, DateOnly EffectiveOn, string LegalBasis)
    : Activity, IChecked, ITakesEffect, IConcernsItsStream
{
    DateOnly? ITakesEffect.EffectiveOn => EffectiveOn;

    public IEnumerable<(string Field, Fault Fault)> Errors()
    {
        if (Scope != Scope.City) yield return ("scope", "must be City: a new name is not an activity of a cluster");
    }
}

public static class RenameCity
{
    public static readonly ActivityType Type = ActivityType.Of<CityRenamed, City>(
        nameof(RenameCity), "/v1/cities/{id}/names",
        Opens.Never, Reach.CitiesOnly, Right.Office, Validate, Describe,
        timelineTitle: city => city.Name);

    private static IEnumerable<Rejection> Validate(CityRenamed renamed, City? city, DecisionContext context)
    {
        if (renamed.CityIds is [var one, ..] && context.MergerOf(one) is { } merger
            && merger.From <= renamed.EffectiveOn)
            yield return Rejection.Rule("city-merged",
                $"Since {merger.From:yyyy-MM-dd} `{one}` is a part of `{merger.Into}` and has no name of its own. "
                + "Correct the day, or that entry.", "effectiveOn");
        if (city?.Names[0].From is { } first && renamed.EffectiveOn < first)
            yield return Rejection.Rule("before-registration",
                $"The city is on record from {first:yyyy-MM-dd} and had no name on {renamed.EffectiveOn:yyyy-MM-dd}. "
                + "Correct the day, or `validFrom` of the registration.", "effectiveOn");
        else if (city?.NameOn(renamed.EffectiveOn) is { } now && now.Name == renamed.Name
            && (renamed.IsoCode is null || now.IsoCode == renamed.IsoCode))
            yield return Rejection.Rule("nothing-changed",
                $"The city bears the name `{renamed.Name}` on {renamed.EffectiveOn:yyyy-MM-dd} already.", "name");
    }

    private static DisplayText Describe(CityRenamed renamed, Language language) => new(
        language.In($"Đổi tên thành {renamed.Name}", $"City renamed: {renamed.Name}"),
        DisplayFormat.Line(
            language.In($"Từ ngày {language.In(renamed.EffectiveOn)}", $"From {language.In(renamed.EffectiveOn)}"),
            renamed.IsoCode, renamed.LegalBasis));
}
