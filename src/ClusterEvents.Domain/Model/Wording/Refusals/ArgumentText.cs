using System.Globalization;
using System.Text.Json;

namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>The values of refusals: as words within a sentence, and as programs receive them.</summary>
public static class ArgumentText
{
    private const int LongestText = 60;

    /// <summary>From here on the thousands of a number are separated. Years never are.</summary>
    private const int LeastGrouped = 10_000;

    /// <summary>The words of a value within a sentence.</summary>
    internal static string Of(Language language, object value, bool isQuoted, NameOfStream? names, DateOnly? day) =>
        value switch
        {
            string text => Shortened(text),
            DateOnly date => Day(language, date),
            TimeOnly time => time.ToString("HH':'mm", CultureInfo.InvariantCulture),
            DateTimeOffset instant => Instant(language, instant),
            decimal number => language.In(number),
            int or long => Number(language, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            Enum choice => ChoiceNames.Of(language, choice.ToString()) ?? choice.ToString(),
            CityId city => NameOf(city.Stream, names, day),
            StreamKey { Kind: StreamKinds.City or StreamKinds.Cluster } stream => NameOf(stream, names, day),
            StreamKey stream => Quoted(NameOf(stream, names, day), isQuoted),
            IEnumerable<CityId> cities => Joined(language, cities.Select(city => NameOf(city.Stream, names, day))),
            IEnumerable<string> texts => string.Join(", ", texts),
            Fault fault => RefusalText.Of(language, fault, names),
            IWorded { IsName: true } name => Quoted(Named(name.In(language), names, day), isQuoted),
            IWorded worded => Named(worded.In(language), names, day),
            _ => Shortened(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
        };

    /// <summary>The value as programs receive it: days as ISO 8601, keys, decimals as text.</summary>
    public static object Json(object value) => value switch
    {
        string text => Shortened(text),
        int or long => value,
        Fault fault => new Dictionary<string, object>
        {
            ["code"] = fault.Code,
            ["arguments"] = fault.Arguments.ToDictionary(one => one.Name, one => Json(one.Value)),
        },
        IWorded { Key: string key } => key,
        IWorded worded => Serialised(worded.Key),
        _ => Serialised(value),
    };

    internal static IEnumerable<StreamKey> StreamsIn(object value) => value switch
    {
        CityId city => [city.Stream],
        StreamKey stream => [stream],
        IEnumerable<CityId> cities => cities.Select(city => city.Stream),
        Fault fault => RefusalText.StreamsIn(fault),
        IWorded worded => NameReference.StreamsIn(worded.In(Language.Vietnamese)),
        _ => [],
    };

    private static JsonElement Serialised(object value) =>
        JsonSerializer.SerializeToElement(value, value.GetType(), RecordJson.Options);

    private static string Day(Language language, DateOnly day) => language == Language.Vietnamese ? language.In(day)
        : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Instant(Language language, DateTimeOffset instant)
    {
        var local = Clock.Local(instant);
        var time = local.ToString("HH':'mm", CultureInfo.InvariantCulture);
        var day = Day(language, DateOnly.FromDateTime(local.DateTime));
        return language.In($"{time} ngày {day}", $"{time} on {day}");
    }

    private static string Number(Language language, long number) => Math.Abs(number) >= LeastGrouped
        ? language.Grouped(number) : number.ToString(CultureInfo.InvariantCulture);

    private static string NameOf(StreamKey stream, NameOfStream? names, DateOnly? day) =>
        Named(NameReference.To(stream), names, day);

    private static string Named(string text, NameOfStream? names, DateOnly? day) =>
        NameReference.Named(text, (key, part) => names?.Invoke(key, part, day));

    private static string Joined(Language language, IEnumerable<string> names) => names.ToArray() switch
    {
        [.. var others, var last] when others.Length > 0 =>
            $"{string.Join(", ", others)} {language.In("và", "and")} {last}",
        var few => string.Concat(few),
    };

    /// <summary>A name in quotes; quotes within it are single ones.</summary>
    private static string Quoted(string name, bool isQuoted)
    {
        if (name is ['“', .. var inner, '”'] && !inner.Contains('“', StringComparison.Ordinal)) name = inner;
        name = name.Replace('“', '‘').Replace('”', '’');
        return isQuoted ? name : $"“{name}”";
    }

    private static string Shortened(string text) => text.Length <= LongestText ? text
        : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…";
}
