using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Cities;

/// <summary>A city was registered. Its police is a separate organisation.</summary>
/// <param name="Name">The name from <paramref name="ValidFrom"/> on.</param>
/// <param name="GsoCode">The two-digit code of the General Statistics Office; text, because 01 is not 1.</param>
/// <param name="IsoCode">ISO 3166-2, such as VN-CT.</param>
/// <param name="ValidFrom">The first day of name and code; omitted if unlimited.</param>
public sealed record CityRegistered(
    string Name, [RegularExpression("^[0-9]{2}$")] string GsoCode, string? IsoCode, DateOnly? ValidFrom)
    : Activity, IChecked
{
    public IEnumerable<(string Field, Fault Fault)> Errors()
    {
        if (GsoCode.Length != 2 || !GsoCode.All(char.IsAsciiDigit))
            yield return ("gsoCode", new Fault("not-a-gso-code", ("value", GsoCode)));
    }
}

public static class RegisterCity
{
    public static readonly ActivityType Type = ActivityType.Of<CityRegistered, City>(
        nameof(RegisterCity), "/v1/cities", ("Đăng ký địa phương", "City registered"),
        Opens.Always, Reach.RegistryOnly, Right.Office, Validate, Describe,
        idOfNewStream: (city, _) => Slug.Of(ShortName(city.Name)),
        claims: city => [GsoCode(city)],
        timelineTitle: city => city.Name,
        ruleCodes: ["gso-code-taken"]);

    private static IEnumerable<Rejection> Validate(
        CityRegistered registered, City? city, DecisionContext context) => [];

    private static Claim GsoCode(CityRegistered city) => new($"gso-code {city.GsoCode}",
        Rejection.Rule(new Fault("gso-code-taken", ("value", city.GsoCode)), "gsoCode"))
    {
        From = city.ValidFrom,
    };

    private static DisplayText Describe(CityRegistered city, Language language) => new(
        language.In($"Đăng ký thành phố {city.Name}", $"City registered: {city.Name}"),
        DisplayFormat.Line(language.In($"Mã thống kê {city.GsoCode}", $"GSO code {city.GsoCode}"), city.IsoCode));

    /// <summary>The name without the word for its rank, as used in speech: Hồ Chí Minh.</summary>
    private static string ShortName(string name) =>
        name.StartsWith("Thành phố ", StringComparison.OrdinalIgnoreCase) ? name["Thành phố ".Length..] : name;
}
