using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Reading.Written;

/// <summary>
/// An object that was written as one text: an organisation by its name or its city, a person by the name, a period as
/// two days, a source as an address or in words.
/// </summary>
internal static partial class WrittenObject
{
    public static JsonObject? Read(
        Type type, string text, string path, WritingContext context, ICollection<WrittenFault> faults)
    {
        text = text.Trim();
        if (type == typeof(Organisation)) return OfOrganisation(text, context);
        if (type == typeof(Person)) return new() { [Name(nameof(Person.Name))] = text };
        if (type == typeof(Source))
            return new() { [IsAddress(text) ? Name(nameof(Source.Url)) : Name(nameof(Source.Note))] = text };
        return type == typeof(Period) ? OfPeriod(text, path, faults) : null;
    }

    private static JsonObject OfOrganisation(string text, WritingContext context)
    {
        var city = context.Cities.KeyOf(text);
        var json = new JsonObject
        {
            // A key alone was chosen: what records it is the police of the city.
            [Name(nameof(Organisation.Name))] = city == text ? $"Công an {context.Cities.NameOf(city)}" : text,
        };
        if (city is not null) json[Name(nameof(Organisation.CityId))] = city;
        return json;
    }

    private static JsonObject? OfPeriod(string text, string path, ICollection<WrittenFault> faults)
    {
        if (Days().Match(text) is not { Success: true } match)
        {
            if (WrittenDay.Read(text, path, faults) is not { } whole) return null;
            return Period(UncertainDate.FirstDay(whole.Precision, whole.Day),
                UncertainDate.LastDay(whole.Precision, whole.Day));
        }

        var (from, to) = (WrittenDay.Read(match.Groups["from"].Value, $"{path}.from", faults),
            WrittenDay.Read(match.Groups["to"].Value, $"{path}.to", faults));
        return from is { } first && to is { } last
            ? Period(first.Day, UncertainDate.LastDay(last.Precision, last.Day)) : null;
    }

    private static JsonObject Period(DateOnly from, DateOnly to) => new()
    {
        [Name(nameof(Model.Period.From))] = from.ToString("O", CultureInfo.InvariantCulture),
        [Name(nameof(Model.Period.To))] = to.ToString("O", CultureInfo.InvariantCulture),
    };

    private static bool IsAddress(string text) => text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string Name(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    [GeneratedRegex(@"\A(?:từ\s+)?(?<from>\S+)\s*(?:–|\s-\s|đến|to)\s*(?<to>\S+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Days();
}
