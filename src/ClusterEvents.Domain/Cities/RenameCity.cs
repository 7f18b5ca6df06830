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
        if (Scope != Scope.City) yield return ("scope", "scope-only-city");
    }
}

public static class RenameCity
{
    public static readonly ActivityType Type = ActivityType.Of<CityRenamed, City>(
        nameof(RenameCity), "/v1/cities/{id}/names", ("Đổi tên địa phương", "City renamed"),
        Opens.Never, Reach.CitiesOnly, Right.Office, Validate, Describe,
        timelineTitle: city => city.Name,
        ruleCodes: ["city-merged", "before-registration", "nothing-changed"]);

    private static IEnumerable<Rejection> Validate(CityRenamed renamed, City? city, DecisionContext context)
    {
        if (renamed.CityIds is [var one, ..] && context.MergerOf(one) is { } merger
            && merger.From <= renamed.EffectiveOn)
            yield return Rejection.Rule("city-merged", new Fault("no-name-after-merger",
                ("since", merger.From), ("city", one), ("successor", merger.Into)), "effectiveOn");
        if (city?.Names[0].From is { } first && renamed.EffectiveOn < first)
            yield return Rejection.Rule(
                new Fault("before-registration", ("first", first), ("day", renamed.EffectiveOn)), "effectiveOn");
        else if (city?.NameOn(renamed.EffectiveOn) is { } now && now.Name == renamed.Name
            && (renamed.IsoCode is null || now.IsoCode == renamed.IsoCode))
            yield return Rejection.Rule("nothing-changed",
                new Fault("name-is-the-same", ("name", renamed.Name), ("day", renamed.EffectiveOn)), "name");
    }

    private static DisplayText Describe(CityRenamed renamed, Language language) => new(
        language.In($"Đổi tên thành {renamed.Name}", $"City renamed: {renamed.Name}"),
        DisplayFormat.Line(
            language.In($"Từ ngày {language.In(renamed.EffectiveOn)}", $"From {language.In(renamed.EffectiveOn)}"),
            renamed.IsoCode, renamed.LegalBasis));
}
